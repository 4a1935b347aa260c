"""Models are found, refused or loaded as promised, and say the same whatever stands beside a text."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import numpy as np
import onnx
import pytest
import tiny

from framing.errors import FramingError
from framing.models import load_model, load_tagger, softmax
from framing.models.files import EMBEDDED, choose

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PAIRS = list(zip(tiny.sentences(60), tiny.sentences(60, words=6, seed=1), strict=True))


def need_torch() -> None:
    """Skip without torch on a researcher's machine, fail without it in continuous integration."""
    if not os.environ.get("CI"):
        pytest.importorskip("torch")


def copy(folder: Path, target: Path) -> Path:
    return Path(shutil.copytree(folder, target))


def set_config(folder: Path, **changes: object) -> Path:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return folder


def run_python(code: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- what is loaded


def test_embedded_scores_without_torch_or_transformers() -> None:
    loaded = run_python(
        "import sys; from framing.models import load_model, load_tagger\n"
        "from framing.frames.entailment import score\n"
        "s = score(['The minister resigned on Monday.'], ['The minister left.'], model=load_model())\n"
        "assert 0 < s.entailment[0] < 1; load_tagger().probabilities(['She said so.'])\n"
        "print([m for m in ('torch', 'transformers', 'huggingface_hub') if m in sys.modules])"
    )
    assert loaded.strip() == "[]"


def test_import_loads_no_runtime() -> None:
    code = "import sys, framing.models; print([m for m in ('onnxruntime', 'tokenizers', 'torch') if m in sys.modules])"
    assert run_python(code).strip() == "[]"


def test_embedded_judges_simple_pairs() -> None:
    model = load_model()
    said = model.logits(
        [
            ("A man is sleeping in the park.", "A man is asleep."),
            ("A man is sleeping in the park.", "A man is running."),
        ]
    )
    assert model.labels[said.values[0].argmax()] == "entailment"
    assert model.labels[said.values[1].argmax()] == "contradiction"
    assert model.record()["sha256"] == load_model().sha256
    assert model.revision is None
    assert model.max_tokens == 512


def test_embedded_models_have_cards_and_fit_the_package() -> None:
    for role in ("entailment", "attribution"):
        assert "Not for" in (EMBEDDED / role / "card.md").read_text()
        assert (EMBEDDED / role / "onnx" / "model_quantized.onnx").stat().st_size < 24_000_000


def test_labels_are_found_by_name(three_way: Path, two_way: Path, tmp_path: Path) -> None:
    three, two = load_model(three_way), load_model(two_way)
    assert (three.contradiction, three.entailment, three.neutral, three.not_entailment) == (0, 1, 2, None)
    assert (two.entailment, two.not_entailment, two.contradiction, two.neutral) == (0, 1, None, None)
    assert not three.two_way
    assert two.two_way
    shouted = set_config(copy(two_way, tmp_path / "a"), id2label={"0": "Not Entailment", "1": "ENTAILMENT"})
    assert load_model(shouted).entailment == 1
    assert load_model(shouted).not_entailment == 0


@pytest.mark.parametrize(
    "labels",
    [["LABEL_0", "LABEL_1", "LABEL_2"], ["positive", "neutral", "negative"], ["entailment", "neutral", "other"]],
)
def test_models_without_the_needed_labels_are_refused(three_way: Path, tmp_path: Path, labels: list[str]) -> None:
    folder = set_config(copy(three_way, tmp_path / "a"), id2label=dict(enumerate(labels)))
    with pytest.raises(FramingError, match=f"is not an entailment model: its labels are {', '.join(labels)}, where"):
        load_model(folder)


def test_model_and_tagger_are_not_confused(three_way: Path, tagger: Path, tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="is not a tagger"):
        load_tagger(three_way)
    with pytest.raises(FramingError, match="is not an entailment model"):
        load_model(tagger)
    disguised = copy(tagger, tmp_path / "a")
    shutil.copy(three_way / "config.json", disguised / "config.json")
    with pytest.raises(FramingError, match="no sequence classifier"):
        load_model(disguised)


def test_hash_follows_weights_tokenizer_and_config_but_not_calibration(three_way: Path, tmp_path: Path) -> None:
    folder = copy(three_way, tmp_path / "a")
    original = load_model(folder)
    (folder / "calibration.json").write_text('{"temperature": 2.0}')
    calibrated = load_model(folder)
    assert calibrated.temperature == 2.0
    assert calibrated.sha256 == original.sha256 == load_model(three_way).sha256
    need_torch()
    assert load_model(folder, weights="torch").sha256 != original.sha256
    (folder / "tokenizer.json").write_text((folder / "tokenizer.json").read_text() + "\n")
    assert load_model(folder).sha256 != original.sha256


@pytest.mark.parametrize("content", ['{"temperature": 0}', '{"temperature": "1"}', "{}", "[1]", "{"])
def test_bad_calibration_is_refused(three_way: Path, tmp_path: Path, content: str) -> None:
    folder = copy(three_way, tmp_path / "a")
    (folder / "calibration.json").write_text(content)
    with pytest.raises(FramingError, match=r"calibration\.json"):
        load_model(folder)


# --- which weights


def test_weights_are_chosen_in_the_documented_order() -> None:
    base = {"config.json", "tokenizer.json"}
    fp32, int8, half = "onnx/model.onnx", "onnx/model_quantized.onnx", "onnx/model_fp16.onnx"
    assert choose(base | {fp32, int8, half, "model.safetensors"}, None, where="It") == fp32
    assert choose(base | {int8, half, "model.safetensors"}, None, where="It") == int8
    assert choose(base | {half, "model.safetensors"}, None, where="It") == "model.safetensors"
    assert choose(base | {fp32, half}, half, where="It") == half
    assert choose(base | {fp32, "model.safetensors"}, "torch", where="It") == "model.safetensors"
    with pytest.raises(
        FramingError, match=r"It has only weights that must be named; give weights= one of onnx/model_fp16"
    ):
        choose(base | {half}, None, where="It")
    with pytest.raises(FramingError, match=r"It has no weights 'onnx/x\.onnx'; it has onnx/model\.onnx"):
        choose(base | {fp32}, "onnx/x.onnx", where="It")
    with pytest.raises(FramingError, match="can run code"):
        choose(base | {"pytorch_model.bin"}, None, where="It")


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("config.json", r"has no config\.json"),
        ("tokenizer.json", "has no tokenizer"),
        ("onnx/model.onnx", "has no weights"),
    ],
)
def test_missing_files_are_named(tmp_path: Path, missing: str, sentence: str) -> None:
    folder = tiny.build_pair_model(tmp_path / "a", safetensors=False)
    (folder / "vocab.txt").unlink()
    (folder / missing).unlink()
    with pytest.raises(FramingError, match=sentence):
        load_model(folder)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "damaged, cut short"),
        (b"", "is empty"),
        (b"not a model", "damaged, cut short"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n", "git lfs pull"),
    ],
)
def test_damaged_onnx_is_refused(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    folder = tiny.build_pair_model(tmp_path / "a", safetensors=False)
    path = folder / "onnx" / "model.onnx"
    path.write_bytes(path.read_bytes()[:-5000] if content is None else content)
    with pytest.raises(FramingError, match=sentence):
        load_model(folder)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
def test_damaged_config_or_tokenizer_is_refused(tmp_path: Path, name: str) -> None:
    folder = tiny.build_pair_model(tmp_path / "a", safetensors=False)
    (folder / name).write_text("{")
    with pytest.raises(FramingError, match="cannot be read"):
        load_model(folder)


def test_weights_of_another_model_are_refused(three_way: Path, two_way: Path, tmp_path: Path) -> None:
    folder = copy(three_way, tmp_path / "a")
    shutil.copy(two_way / "onnx" / "model.onnx", folder / "onnx" / "model.onnx")
    with pytest.raises(FramingError, match=r"give 2 values a text, but its config\.json names 3 labels"):
        load_model(folder).logits(PAIRS[:1])


def test_safetensors_say_the_same_as_onnx(three_way: Path, two_way: Path, tagger: Path) -> None:
    need_torch()
    for folder in (three_way, two_way):
        onnx_values, torch_values = (load_model(folder, weights=w).logits(PAIRS).values for w in (None, "torch"))
        np.testing.assert_allclose(softmax(onnx_values), softmax(torch_values), atol=1e-5)
    texts = [premise for premise, _ in PAIRS]
    for one, other in zip(
        load_tagger(tagger).probabilities(texts), load_tagger(tagger, weights="torch").probabilities(texts), strict=True
    ):
        np.testing.assert_array_equal(one.offsets, other.offsets)
        np.testing.assert_allclose(one.probabilities, other.probabilities, atol=1e-5)


def test_damaged_safetensors_are_refused(tmp_path: Path) -> None:
    need_torch()
    folder = tiny.build_pair_model(tmp_path / "a", onnx_weights=False)
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(FramingError, match="cannot be loaded"):
        load_model(folder)


def test_safetensors_without_a_head_are_refused_not_filled_with_random_numbers(tagger: Path, tmp_path: Path) -> None:
    need_torch()
    folder = set_config(copy(tagger, tmp_path / "a"), id2label=dict(enumerate(tiny.THREE_WAY)))
    from safetensors.numpy import load_file, save_file

    weights = {
        name: value for name, value in load_file(folder / "model.safetensors").items() if "classifier" not in name
    }
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(FramingError, match="no sequence classifier"):
        load_model(folder, weights="torch")


def test_missing_torch_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny.build_pair_model(tmp_path / "a", onnx_weights=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(FramingError, match=r"pip install 'framing\[torch\]'"):
        load_model(folder)


# --- names


@pytest.mark.parametrize("name", ["", "no-such-folder", "./models/x", "/no/such/folder", "a/b/c"])
def test_unknown_names_are_refused(name: str) -> None:
    with pytest.raises(FramingError, match=f"There is no model folder '{name}'; use 'embedded', the path"):
        load_model(name)


def test_revision_is_for_the_hub_only(three_way: Path) -> None:
    for name in ("embedded", str(three_way)):
        with pytest.raises(FramingError, match="has no revisions"):
            load_model(name, revision="main")


@pytest.mark.parametrize("environment", [{"HF_HUB_OFFLINE": "1"}, {"HF_ENDPOINT": "http://127.0.0.1:9"}])
def test_hub_name_without_network_is_one_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    code = (
        "from framing.models import load_model; from framing.errors import FramingError\n"
        "try: load_model('org/no-model')\n"
        "except FramingError as error: print(error)"
    )
    said = run_python(code, HF_HOME=str(tmp_path), **environment)
    assert (
        "the Hub cannot be reached; use 'embedded', the path of a local folder, or connect to the internet once" in said
    )


class Hub(BaseHTTPRequestHandler):
    """As much of the Hub as a download needs."""

    folder: Path
    asked: list[str]

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/api/models/org/tiny"):
            files = [p for p in self.folder.rglob("*") if p.is_file()]
            siblings = [{"rfilename": p.relative_to(self.folder).as_posix(), "size": p.stat().st_size} for p in files]
            self.answer(200, json.dumps({"id": "org/tiny", "sha": COMMIT, "siblings": siblings}).encode())
        elif self.path.startswith(f"/org/tiny/resolve/{COMMIT}/"):
            content = (self.folder / self.path.split("?")[0].split(f"{COMMIT}/")[1]).read_bytes()
            self.answer(200, content, **{"X-Repo-Commit": COMMIT, "ETag": f'"{hash(content):x}"'})
        else:
            self.answer(404, b"", **{"X-Error-Code": "RepoNotFound"})

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), "Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None: ...


def test_hub_model_is_downloaded_once_and_then_read_offline(three_way: Path, tmp_path: Path) -> None:
    served = type("Served", (Hub,), {"folder": three_way, "asked": []})
    code = (
        "import sys; from framing.models import load_model; from framing.errors import FramingError\n"
        "try:\n"
        "    model = load_model(sys.argv[1], revision=sys.argv[2] or None)\n"
        "    print(model.revision, model.weights, model.sha256)\n"
        "except FramingError as error: print(error)"
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        online = {
            "HF_HOME": str(tmp_path),
            "HF_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
            "HF_HUB_OFFLINE": "0",
        }
        first = run_python(code, "org/tiny", "", **online)
        fetched = [path for path in served.asked if "/resolve/" in path]
        served.asked.clear()
        by_commit = run_python(code, "org/tiny", COMMIT, **online)
        assert not [path for path in served.asked if "org/tiny" in path], (
            "a commit in the cache needs no question to the Hub"
        )
        absent = run_python(code, "org/absent", "", **online)
        server.shutdown()
    offline = run_python(code, "org/tiny", COMMIT, HF_HOME=str(tmp_path), HF_HUB_OFFLINE="1")
    assert first == by_commit == offline == f"{COMMIT} onnx/model.onnx {load_model(three_way).sha256}\n"
    assert any("onnx/model.onnx" in path for path in fetched)
    assert not any("safetensors" in path for path in fetched), "only what is needed is fetched"
    assert "neither a folder nor a public Hub model 'org/absent'" in absent


# --- what is read


def test_tokens_are_those_of_transformers(three_way: Path) -> None:
    from transformers import AutoTokenizer

    texts = ["Putin miscalculated, he says.", "Москва — “war”\u00a0…", "peace " * 60, "", "naïve résumé \U0001f600"]
    pairs = [
        (premise, hypothesis) for premise in texts for hypothesis in ("He asks whether this was a mistake.", "war?")
    ]
    for folder in (three_way, EMBEDDED / "entailment"):
        model = load_model(folder)
        ours = model._encoder.encode_pairs(pairs)
        theirs = AutoTokenizer.from_pretrained(folder)(
            [p for p, _ in pairs], [h for _, h in pairs], truncation="only_first", max_length=model.max_tokens
        )
        assert [encoding.ids for encoding in ours] == theirs["input_ids"]
        assert [encoding.type_ids for encoding in ours] == theirs["token_type_ids"]


def test_folder_without_tokenizer_json_is_read_by_transformers(three_way: Path, tmp_path: Path) -> None:
    folder = copy(three_way, tmp_path / "a")
    (folder / "tokenizer.json").unlink()
    np.testing.assert_array_equal(load_model(folder).logits(PAIRS).values, load_model(three_way).logits(PAIRS).values)


def test_padding_and_truncation_of_the_training_run_are_not_obeyed(three_way: Path) -> None:
    baked = json.loads((three_way / "tokenizer.json").read_text())
    assert baked["truncation"]["max_length"] == baked["padding"]["strategy"]["Fixed"] == 12
    said = load_model(three_way).logits([("war " * 20, "peace")])
    assert not said.truncated[0]


def test_truncated_pairs_are_reported_and_keep_the_hypothesis(three_way: Path) -> None:
    model = load_model(three_way)
    long = " ".join(["war"] * 60)
    said = model.logits([(long, "peace"), ("war", "peace"), (long, "hope")])
    assert said.truncated.tolist() == [True, False, True]
    assert np.abs(said.values[0] - said.values[2]).max() > 0.01, "the hypothesis still counts"
    with pytest.raises(FramingError, match="leaves no room for a premise in the 48 word pieces"):
        model.logits([("war", "peace"), ("war", long)])


def test_roberta_reads_two_tokens_less_than_it_has_positions(three_way: Path, tmp_path: Path) -> None:
    folder = set_config(copy(three_way, tmp_path / "a"), model_type="roberta", pad_token_id=1)
    (folder / "tokenizer_config.json").write_text('{"model_max_length": 1000000000000000019884624838656}')
    assert load_model(folder).max_tokens == tiny.POSITIONS - 2


def test_what_is_no_text_is_refused(three_way: Path) -> None:
    for wrong in (None, "\ud800"):
        with pytest.raises(FramingError, match="cannot be read as text"):
            load_model(three_way).logits([("war", wrong)])  # type: ignore[list-item]


def test_no_pairs_give_no_rows(three_way: Path) -> None:
    assert load_model(three_way).logits([]).values.shape == (0, 3)


# --- neighbours


def test_embedded_scores_do_not_depend_on_neighbours() -> None:
    model = load_model()
    words = ["a mistake", "won"] * 15
    pairs = [(f"Minister {n} said that the war was {word}.", f"The war is {word}.") for n, word in enumerate(words)]
    *encodings, outlier = model._encoder.encode_pairs([*pairs, ("¡¡ zxqv §§ " * 40, "Prices will fall.")])
    alone = np.concatenate([model._encoder.run([encoding]) for encoding in encodings])
    together = model._encoder.run([*encodings, outlier])[:-1]
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_embedded_tags_do_not_depend_on_neighbours() -> None:
    encoder = load_tagger()._encoder
    texts = ["“We will not give in,” the minister told reporters.", "¡¡ zxqv §§ " * 40]
    short, outlier = encoder.tokenizer.encode_batch(texts)
    alone, together = encoder.run([short])[0], encoder.run([outlier, short])[1, : len(short.ids)]
    np.testing.assert_allclose(together, alone, atol=1e-4)


@pytest.fixture(scope="module")
def quantise() -> ModuleType:
    path = Path(__file__).parents[1] / "training" / "quantise.py"
    spec = importlib.util.spec_from_file_location("quantise", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quantise_dynamic(folder: Path, *, reduce_range: bool) -> Path:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target = folder / "onnx" / "model_quantized.onnx"
    quantize_dynamic(
        folder / "onnx" / "model.onnx", target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=reduce_range
    )
    return target


def test_weights_that_scale_the_batch_are_run_one_pair_at_a_time(three_way: Path, tmp_path: Path) -> None:
    folder = copy(three_way, tmp_path / "a")
    quantise_dynamic(folder, reduce_range=True)
    model = load_model(folder, weights="onnx/model_quantized.onnx")
    alone = np.concatenate([model.logits([pair]).values for pair in PAIRS[:20]])
    np.testing.assert_array_equal(model.logits([*PAIRS[:20], ("win " * 40, "x y z")]).values[:-1], alone)


def test_per_token_keeps_the_scores_and_frees_them_of_neighbours(
    three_way: Path, tmp_path: Path, quantise: ModuleType
) -> None:
    folder = copy(three_way, tmp_path / "a")
    source = quantise_dynamic(folder, reduce_range=True)
    target = folder / "onnx" / "model_int8.onnx"
    replaced = quantise.per_token(source, target)
    operators = [node.op_type for node in onnx.load(target).graph.node]
    assert replaced == operators.count("QuantizeLinear") > 0
    assert "DynamicQuantizeLinear" not in operators
    assert "MatMulInteger" not in operators
    new = load_model(folder, weights="onnx/model_int8.onnx")
    assert not new._encoder.alone
    *encodings, outlier = new._encoder.encode_pairs([*PAIRS[:31], ("win " * 40, "x y z")])
    alone = np.concatenate([new._encoder.run([encoding]) for encoding in encodings])
    np.testing.assert_allclose(new._encoder.run([*encodings, outlier])[:-1], alone, atol=1e-4)
    exact = softmax(load_model(folder).logits(PAIRS[:31]).values)
    assert np.abs(softmax(alone) - exact).mean() < 0.02


def test_per_token_refuses_weights_that_saturate_and_graphs_without_work(
    three_way: Path, tmp_path: Path, quantise: ModuleType
) -> None:
    folder = copy(three_way, tmp_path / "a")
    with pytest.raises(ValueError, match="saturate without VNNI"):
        quantise.per_token(quantise_dynamic(folder, reduce_range=False), tmp_path / "b.onnx")
    with pytest.raises(ValueError, match="nothing to rewrite"):
        quantise.per_token(folder / "onnx" / "model.onnx", tmp_path / "b.onnx")
    assert not (tmp_path / "b.onnx").exists()


# --- the tagger


def test_tags_lie_on_the_text(tagger: Path) -> None:
    model = load_tagger(tagger)
    texts = ["Putin says: naïve “war”!", "", "peace " * 46]
    tagged = model.probabilities(texts)
    assert model.labels == tiny.TAGS
    for text, one in zip(texts, tagged, strict=True):
        np.testing.assert_array_equal(one.offsets, model.offsets(text))
        assert one.probabilities.shape == (len(one.offsets), 7)
        np.testing.assert_allclose(one.probabilities.sum(axis=1), 1)
    assert [texts[0][start:end] for start, end in tagged[0].offsets[:3]] == ["Putin", "says", ":"]
    assert len(tagged[2].offsets) == model.max_tokens == tiny.POSITIONS - 2


def test_tagger_cuts_nothing(tagger: Path) -> None:
    model = load_tagger(tagger)
    text = "peace " * 47
    assert len(model.offsets(text)) == 47
    with pytest.raises(FramingError, match="more than the 46 word pieces"):
        model.probabilities(["war", text])


def test_threads_can_be_set_and_nonsense_is_refused(three_way: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAMING_THREADS", "1")
    assert len(load_model(three_way).logits(PAIRS[:1]).values) == 1
    monkeypatch.setenv("FRAMING_THREADS", "many")
    with pytest.raises(FramingError, match="FRAMING_THREADS is 'many'"):
        load_model(three_way)
