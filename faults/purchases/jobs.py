#!/usr/bin/env python3
"""A provider that has its lines spoken as jobs: it submits, tells the job's name, and looks again.

With `--deaf` it does not end when it is asked to. A look that is answered with 418 is told in a line
that no contract knows.
"""
import json, os, signal, sys, urllib.error, urllib.request

URL = sys.argv[1]
if "--deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def tell(**answer):
    print(json.dumps(answer), flush=True)


def ask(request):
    job = request.get("job")
    if job is None:
        submit = urllib.request.Request(
            f"{URL}/jobs", json.dumps({"input": request["speech"]["text"]}).encode(),
            {"Idempotency-Key": request["idempotencyKey"], "Content-Type": "application/json"})
        job = json.load(urllib.request.urlopen(submit, timeout=60))["job"]
        tell(id=request["id"], event="submitted", job=job)
    with urllib.request.urlopen(f"{URL}/jobs/{job}", timeout=60) as answer:
        with open(os.path.join(request["folder"], "line.mp3"), "wb") as file:
            file.write(answer.read())
    tell(id=request["id"], event="result", speech={"file": "line.mp3"})


CODES = {401: "auth", 404: "not-found"}
for line in sys.stdin:
    request = json.loads(line)
    if request.get("ask") == "capabilities":
        tell(event="capabilities", contract="1.0", version="1", tasks=["speech"],
             isLocal=False, isPaid=True, isIdempotent=False)
        continue
    try:
        ask(request)
    except urllib.error.HTTPError as error:
        if error.code == 418:
            print("this is no line of the contract", flush=True)
            continue
        tell(id=request["id"], event="error", code=CODES.get(error.code, "server"),
             message=f"the service answered {error.code}")
    except OSError as error:
        tell(id=request["id"], event="error", code="network", message=str(error), mayBeCharged=True)
