"""The OpenAI API: chat completions and speech, with its errors.

    openai.py KEY [SOUND [FORM]]

SOUND is a file that is spoken; FORM is "json_schema" (all is known) or "json_object" (schemas are not).
What the model writes is made up from the schema that it was sent, unless the prompt holds a line
`write: TEXT`. What was done is counted by idempotency key, as GET /bill tells.
"""

import json
import pathlib

from loopback import Service, serve


class OpenAI(Service):
    prefix = "v1"

    def error(self, status, message, kind="invalid_request_error", code=None, headers=None):
        self.answer_json(
            status, {"error": {"message": message, "type": kind, "param": None, "code": code}}, headers)

    def option(self, place, standard):
        return self.arguments[place] if len(self.arguments) > place else standard

    def post_v1(self, rest):
        if self.authorization != self.arguments[0]:
            self.error(401, f"Incorrect API key provided: {self.authorization}.", code="invalid_api_key")
        elif self.json() is None or self.headers.get("Content-Type") != "application/json":
            self.error(400, "We could not parse the JSON body of your request.")
        elif rest == "chat/completions":
            self.chat(self.json())
        elif rest == "audio/speech":
            self.speech(self.json())
        else:
            self.error(404, f"Invalid URL (POST /v1/{rest})")

    def get_bill(self, _):
        with self.lock:
            self.answer_json(200, self.shop.get("bill", {}))

    def charge(self):
        key = self.headers.get("Idempotency-Key", "")
        with self.lock:
            bill = self.shop.setdefault("bill", {})
            bill[key] = bill.get(key, 0) + 1

    # Chat

    def chat(self, job):
        messages, form = job.get("messages"), job.get("response_format", {"type": "text"})
        if not job.get("model") or not messages or {m["role"] for m in messages} - {"system", "user", "assistant"}:
            self.error(400, "Missing required parameter")
        elif job["model"].startswith("no-"):
            self.error(404, f"The model `{job['model']}` does not exist", code="model_not_found")
        elif form["type"] == "json_schema" and self.option(2, "json_schema") == "json_object":
            self.error(400, "'response_format.type' must be 'json_object' or 'text'")
        elif form["type"] == "json_object" and "json" not in json.dumps(messages).lower():
            self.error(400, "'messages' must contain the word 'json' in some form")
        else:
            self.charge()
            self.answer_json(200, self.completion(job, messages, form))

    def completion(self, job, messages, form):
        prompt = messages[-1]["content"]
        wanted = [line[7:] for line in prompt.split("\n") if line.startswith("write: ")]
        schema = form.get("json_schema", {}).get("schema")
        if schema is None and form["type"] == "json_object":
            schema = json.loads(messages[0]["content"].rsplit("\n", 1)[1])
        content = wanted[0] if wanted else json.dumps(self.example(schema))
        read, written = sum(len(m["content"]) for m in messages) // 4, len(content) // 4
        return {
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": job["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": {
                "role": "assistant", "content": content, "refusal": None}}],
            "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}}

    def example(self, schema):
        """Something that keeps a schema."""
        if "enum" in schema:
            return schema["enum"][0]
        if "const" in schema:
            return schema["const"]
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            return {name: self.example(member) for name, member in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.example(schema["items"])] * max(1, schema.get("minItems", 1))
        return {"string": "Poppies grow in red fields.", "integer": schema.get("minimum", 1),
                "number": 1.5, "boolean": True}.get(kind)

    # Speech

    def speech(self, job):
        if not all(job.get(name) for name in ("model", "input", "voice")):
            self.error(400, "Missing required parameter")
        elif len(job["input"]) > 4096 or not 0.25 <= job.get("speed", 1) <= 4:
            self.error(400, "Out of range")
        else:
            self.charge()
            sound = self.option(1, "")
            data = pathlib.Path(sound).read_bytes() if sound else b"\xff\xfb\x90\x00" + b"\0" * 413
            self.answer(200, data, {"Content-Type": "audio/mpeg"})


if __name__ == "__main__":
    serve(OpenAI)
