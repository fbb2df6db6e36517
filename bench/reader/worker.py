"""A system in its own process: answers requests, one JSON line each, until its input ends.

`{"do": "read", "lang": L, "sentences": [...]}` answers with what is found in each sentence, a list of (values, bound).
`{"do": "time", "lang": L, "sentences": [...], "passes": N}` reads all N times and answers with the seconds it took.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from time import perf_counter

Found = list[tuple[list[float], str]]
"""Per quantity one value, or the two ends of a range, and its bound: `exact`, `about`, `below` or `above`."""


def serve(load: Callable[[], Callable[[str, str], Found]]) -> None:
    """Load a reader, which takes a sentence and its language, say `{"ready": seconds}`, and answer requests.

    What a library prints goes to standard error, so that it never stands between the answers.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    began = perf_counter()
    read = load()
    print(json.dumps({"ready": perf_counter() - began}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        lang, sentences = request["lang"], request["sentences"]
        if request["do"] == "read":
            answer: dict[str, object] = {"found": [read(sentence, lang) for sentence in sentences]}
        else:
            began = perf_counter()
            for _ in range(request["passes"]):
                for sentence in sentences:
                    read(sentence, lang)
            answer = {"seconds": perf_counter() - began}
        print(json.dumps(answer), file=answers, flush=True)
