"""What stands where in a bundle."""

VERSION = 1

ABOUT = "bundle.json"
SUMS = "SHA256SUMS"
LOG = "log.jsonl"
CAPTURES = "captures.jsonl"
READINGS = "readings.jsonl"
CLAIMS = "claims.jsonl"
CORRECTIONS = "corrections.jsonl"
DECISIONS = "decisions.jsonl"
PROBLEMS = "problems.jsonl"
CHECKLIST = "checklist.jsonl"
ORIGINALS = "originals"
TEXTS = "texts"
MANIFESTS = "manifests"
STAMPS = "stamps"
HAND = "hand"
CA = "ca.pem"
WACZ = "captures.wacz"
PAGE = "HOW-TO-VERIFY.{lang}.txt"
LANGUAGES = ("en", "es")
