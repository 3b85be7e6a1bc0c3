#!/usr/bin/env python3
"""A provider that has its lines spoken as jobs: it submits, tells the job's name, and looks again."""
import json, os, sys, urllib.error, urllib.request

URL = os.environ.get("SPEECH_JOBS_URL") or sys.argv[1]


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


for line in sys.stdin:
    request = json.loads(line)
    if request.get("ask") == "capabilities":
        tell(event="capabilities", contract="1.0", version="1", tasks=["speech"],
             isLocal=False, isPaid=True, isIdempotent=False)
        continue
    try:
        ask(request)
    except urllib.error.HTTPError as error:
        tell(id=request["id"], event="error", code="not-found" if error.code == 404 else "server",
             message=f"the service answered {error.code}")
    except OSError as error:
        tell(id=request["id"], event="error", code="network", message=str(error), mayBeCharged=True)
