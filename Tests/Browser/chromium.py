"""A headless Chromium that is spoken to over two pipes: the DevTools protocol, JSON and a zero byte."""
import base64, json, os, select, shutil, subprocess, time

PATIENCE = 60


def find():
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Chromium:
    """One page of a browser; `complaints` collects what the console and the log tell."""

    def __init__(self, program, folder):
        theirs, self._out = os.pipe()
        self._in, back = os.pipe()

        def hand_over():
            # The browser reads commands from descriptor 3 and answers on 4.
            first, second = os.dup(theirs), os.dup(back)
            os.dup2(first, 3)
            os.dup2(second, 4)

        flags = ["--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder}",
                 "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                 "--force-color-profile=srgb", "--font-render-hinting=none"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        self._log = open(os.path.join(folder, "chromium.log"), "wb")
        self._process = subprocess.Popen([program, *flags], stdin=subprocess.DEVNULL,
                                         stdout=self._log, stderr=self._log, close_fds=False,
                                         preexec_fn=hand_over)
        for descriptor in (theirs, back):
            os.close(descriptor)
        self._number, self._rest, self._session = 0, b"", None
        self.complaints, self._events = [], []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def open(self, url):
        self._events.clear()
        self.ask("Page.navigate", url=url)
        while "Page.loadEventFired" not in self._events:
            self._next()

    def value(self, expression):
        """What an expression is worth in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def size(self, width, height):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=False)

    def scheme(self, name, medium=""):
        self.ask("Emulation.setEmulatedMedia", media=medium,
                 features=[{"name": "prefers-color-scheme", "value": name}])

    def picture(self, width, height):
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        answer = self.ask("Page.captureScreenshot", format="png", clip=clip,
                          captureBeyondViewport=True)
        return base64.b64decode(answer["data"])

    def close(self):
        try:
            self._session = None
            self.ask("Browser.close")
        except (OSError, RuntimeError, EOFError):
            pass
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for descriptor in (self._in, self._out):
            os.close(descriptor)
        self._log.close()

    def _next(self):
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            if not select.select([self._in], [], [], max(0, end - time.monotonic()))[0]:
                raise RuntimeError("the browser does not answer")
            piece = os.read(self._in, 1 << 20)
            if not piece:
                raise EOFError("the browser has ended")
            self._rest += piece
        message, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(message)
        name = message.get("method")
        self._events.append(name)
        if name == "Runtime.consoleAPICalled":
            self.complaints.append("console: " + json.dumps(message["params"]["args"]))
        elif name == "Runtime.exceptionThrown":
            self.complaints.append("exception: " + json.dumps(message["params"])[:300])
        elif name == "Log.entryAdded":
            self.complaints.append("log: " + message["params"]["entry"]["text"])
        elif name == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith(("data:", "file:", "about:")):
                self.complaints.append(f"loads {url}")
        return message
