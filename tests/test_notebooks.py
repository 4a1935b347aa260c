"""The notebooks, executed by a real kernel in their own folder: on the demo article, and on one that is new to them."""

from __future__ import annotations

import ast
import json
import re

import papermill
import pytest
from workplace import PROJECT

NAMES = ["00_quickstart", "02_voices", "03_frames"]
PROGRESS = re.compile(r"\d+%\||\d+(?:pair|it)|it/s|pair/s")


def cells_of(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell):
    return "".join(cell["source"])


def code(cells):
    return [cell for cell in cells if cell["cell_type"] == "code"]


def written(output):
    return "".join(output.get("text", []))


@pytest.fixture(scope="session")
def fresh(workplace, tmp_path_factory):
    """Return the notebooks executed on an article without a quotation, as JupyterLab does, nothing computed before."""
    workplace.write("data/raw/quiet.txt", "A quiet day\n\nThe river is wide. Perhaps it will rain.\n")
    out = tmp_path_factory.mktemp("fresh")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FRAMING_ROOT", raising=False)
        patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        for name in NAMES:
            papermill.execute_notebook(
                str(workplace.root / "notebooks" / f"{name}.ipynb"),
                str(out / f"{name}.ipynb"),
                parameters={"article": "data/raw/quiet.txt", "codebook": "codebooks/tram.yaml"},
                cwd=str(workplace.root / "notebooks"),
                kernel_name="python3",
                progress_bar=False,
                extra_arguments=["--log-level=ERROR"],
            )
    return out


@pytest.fixture(params=["demo", "fresh"])
def executed(request):
    if request.param == "fresh":
        return request.getfixturevalue("fresh")
    return request.getfixturevalue("demo").folder / "notebooks"


def test_these_are_the_notebooks():
    assert [p.stem for p in sorted((PROJECT / "notebooks").glob("*.ipynb"))] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_form(name):
    cells = cells_of(PROJECT / "notebooks" / f"{name}.ipynb")
    assert 12 <= len(cells) <= 25
    title, promise = source(cells[0]).split("\n", 1)
    assert cells[0]["cell_type"] == "markdown"
    assert title.startswith("# ")
    assert promise.startswith("You see ") or "you see" in promise
    parameters = [c for c in cells if "parameters" in c["metadata"].get("tags", [])]
    assert parameters == code(cells)[:1]
    assert source(parameters[0]).startswith("article = ")
    assert source(cells[-1]) == "print(study.stamp())"
    assert "not validated" in "".join(map(source, cells)) or name == "02_voices"
    for cell in code(cells):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        nodes = list(ast.walk(ast.parse(source(cell))))
        assert not [
            n for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For | ast.While)
        ]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_visible(executed, name):
    plotting = [
        c
        for c in code(cells_of(executed / f"{name}.ipynb"))
        if source(c).lstrip().startswith("ax = plot_") or "\nax = plot_" in source(c)
    ]
    assert len(plotting) >= 3
    for cell in plotting:
        images = [o for o in cell["outputs"] if "image/png" in o.get("data", {})]
        assert len(images) == 1, source(cell)
        assert len(images[0]["data"]["image/png"]) > 5000


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_warns(executed, name):
    for cell in code(cells_of(executed / f"{name}.ipynb")):
        for output in cell["outputs"]:
            if output.get("name") == "stderr":
                lines = [line for line in re.split(r"[\r\n]+", written(output)) if line.strip()]
                assert all(PROGRESS.search(line) for line in lines), (source(cell), lines)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_and_text_is_shown(executed, name):
    cells = code(cells_of(executed / f"{name}.ipynb"))
    for cell in cells:
        assert cell["execution_count"] is not None
        last = source(cell).strip().splitlines()[-1]
        if last.startswith(("as_table(", "study", "print(")):
            assert cell["outputs"], last
    assert "sha256" in written(cells[-1]["outputs"][0])


def test_the_demo_notebooks_are_about_the_demo_article(demo):
    for name in NAMES:
        assert demo.folder.name in written(
            code(cells_of(demo.folder / "notebooks" / f"{name}.ipynb"))[-1]["outputs"][0]
        )
    cells = code(cells_of(demo.folder / "notebooks" / "00_quickstart.ipynb"))
    shown = next(c for c in cells if source(c) == "study.reading()")["outputs"]
    page = "".join("".join(o["data"]["text/html"]) for o in shown if "text/html" in o.get("data", {}))
    assert "Might Russian President Vladimir Putin have miscalculated?" in page


def test_executing_them_leaves_the_originals_alone(executed, workplace):
    for name in NAMES:
        original = (PROJECT / "notebooks" / f"{name}.ipynb").read_bytes()
        assert (workplace.root / "notebooks" / f"{name}.ipynb").read_bytes() == original
    assert {p.name for p in (workplace.root / "notebooks").iterdir()} == {f"{name}.ipynb" for name in NAMES}


def test_an_error_in_a_notebook_is_one_sentence(workplace, tram, tmp_path, monkeypatch):
    broken = json.loads((PROJECT / "notebooks" / "00_quickstart.ipynb").read_text(encoding="utf-8"))
    broken["cells"] = [
        *broken["cells"][:3],
        broken["cells"][-1] | {"source": "raise ValueError('first line\\nsecond')"},
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_broken.ipynb").write_text(json.dumps(broken), encoding="utf-8")
    monkeypatch.setattr("framing.project.root", lambda: tmp_path)
    done = workplace.run(
        "data/raw/tram.txt", "--codebook", "codebooks/tram.yaml", "--out", tmp_path / "out", "--notebooks"
    )
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1] == "Error: 00_broken.ipynb stopped at cell 3: ValueError: first line"
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["incomplete"] == ["notebooks"]
    assert list((tmp_path / "out" / "notebooks").iterdir()) == []
