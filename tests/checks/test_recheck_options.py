"""The independent check reports every tampering with options, truth, words and views."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from msgspec.structs import replace
from tampering import (
    SPECS,
    a_layout,
    a_transition,
    cell_of,
    first_where,
    found,
    made,
    moved,
    with_option,
    wrong_option,
)

from spacenum_dsl.questions.question import Text, View


class TestLayouts:
    def test_a_wrong_rank(self) -> None:
        cell, question = a_layout()
        wrong = replace(question, rank=(question.rank + 1) % 4)
        assert f"the answer has rank {question.rank}, not {wrong.rank}" in found(cell, wrong)

    def test_a_wrong_answer_index(self) -> None:
        cell, question = a_layout()
        wrong = replace(question, answer_index=wrong_option(question))
        assert "is the answer, but options" in found(cell, wrong)

    def test_a_wrong_true_number(self) -> None:
        cell, question = a_layout()
        wrong = replace(question, truth={**question.truth, "low": (0.1, 0.1)})
        assert "the truth says low = (0.1, 0.1)" in found(cell, wrong)

    def test_numbers_that_the_triangles_deny(self) -> None:
        cell, question = a_layout("desk_3d")
        place = wrong_option(question)
        value = dict(question.options[place].value)
        high = value["high"]
        assert isinstance(high, tuple)
        value["high"] = (*high[:2], high[2] + 1e-6)
        assert "its triangles say" in found(cell, with_option(question, place, value=value))

    def test_a_broken_factorial(self) -> None:
        cell, question = a_layout()
        *states, (last,) = question.world.states
        other = replace(last, scale=next(s for s in (0.8, 1.0, 1.25) if s != last.scale))
        world = replace(question.world, states=(*states, (other,)))
        message = found(cell, replace(question, world=world))
        assert "size takes" in message or "full factorial" in message

    def test_two_options_that_read_alike(self) -> None:
        cell, question = a_layout()
        place = wrong_option(question)
        wrong = with_option(question, place, text=question.options[question.answer_index].text)
        assert "two options read alike" in found(cell, wrong)

    def test_a_text_without_unit(self) -> None:
        cell, question = a_layout()
        place = wrong_option(question)
        bare = question.options[place].text.removesuffix(" m")
        content = tuple(
            Text(block.text.replace(f"{question.options[place].text}\n", f"{bare}\n"))
            if isinstance(block, Text)
            else block
            for block in question.content
        )
        wrong = replace(with_option(question, place, text=bare), content=content)
        assert "lacks a unit" in found(cell, wrong)

    def test_a_text_that_rounds_wrongly(self) -> None:
        cell, question = a_layout("desk_1d")
        place = wrong_option(question)
        number = question.options[place].value["x"]
        assert isinstance(number, float)
        text = f"x = {number + 0.01:.2f} m"
        wrong = with_option(question, place, text=text)
        content = tuple(
            Text(block.text.replace(question.options[place].text, text)) if isinstance(block, Text) else block
            for block in question.content
        )
        assert f"reads {text}" in found(cell, replace(wrong, content=content))

    def test_a_map_with_a_wrong_anchor(self) -> None:
        cell, question = a_layout("desk_1d")
        content = tuple(
            Text(block.text.replace("lamp: x = 0.80 m", "lamp: x = 0.70 m"))
            if isinstance(block, Text)
            else block
            for block in question.content
        )
        assert content != question.content
        assert "the map entry of the" in found(cell, replace(question, content=content))

    def test_a_map_that_tells_a_distractor(self) -> None:
        cell, question = a_layout("desk_1d")
        content = tuple(
            Text(block.text.replace("Map:\n", "Map:\n- red pen: x = 0.10 m\n"))
            if isinstance(block, Text)
            else block
            for block in question.content
        )
        assert content != question.content
        assert "its map lists" in found(cell, replace(question, content=content))

    def test_wrong_differences(self) -> None:
        cell, question = a_layout("desk_1d")
        wrong = with_option(question, wrong_option(question), differs={"position": 0.123})
        assert "not by {'position': 0.123}" in found(cell, wrong)

    def test_pictures_from_another_camera(self) -> None:
        cell, question = a_layout()
        camera = question.world.cameras["camera"]
        views = (*question.views[:-1], View(question.views[-1].state, replace(camera, yaw=camera.yaw + 1)))
        assert "is not seen by camera in this order" in found(cell, replace(question, views=views))

    def test_pictures_in_the_wrong_order(self) -> None:
        cell, questions = made("desk", "desk_2d")
        question = first_where(questions, lambda q: q.direction == "num2space")
        content = list(question.content)
        content[2], content[4] = content[4], content[2]
        assert "not those of its options in order" in found(cell, replace(question, content=tuple(content)))


class TestTransitions:
    def test_tied_distances(self) -> None:
        cell, question = a_transition("turn")
        tied = question
        for place, magnitude in enumerate((10.0, 20.0, 30.0, 70.0)):
            tied = with_option(
                tied, place, value={"magnitude": magnitude, "unit": "deg"}, text=f"{magnitude:g}°"
            )
        answer = tied.options[tied.answer_index].value
        tied = replace(tied, truth={**tied.truth, **answer})
        content = (*tied.content[:-1], Text("\n".join(f"{o.label}. {o.text}" for o in tied.options)))
        assert "equally far" in found(cell, replace(tied, content=content))

    @pytest.mark.parametrize("name", ["walk", "strafe", "tilt", "turn"])
    def test_an_end_view_that_does_not_follow(self, name: str) -> None:
        cell, question = a_transition(name)
        place = wrong_option(question)
        view = question.options[place].views[0]
        point = question.views[view].point
        x, y, z = point.position
        for off in (
            replace(point, position=(x + 1e-6, y, z)),
            replace(point, yaw=point.yaw + 1e-6),
            replace(point, pitch=point.pitch - 1e-6),
            replace(point, fov=point.fov + 1e-6),
        ):
            views = tuple(View(0, off) if n == view else each for n, each in enumerate(question.views))
            message = found(cell, replace(question, views=views))
            assert f"option {question.options[place].label}'s view is not" in message

    @pytest.mark.parametrize(
        ("name", "other"), [("turn", "rotate_right"), ("turn", "rotate_left"), ("strafe", "move_left")]
    )
    def test_the_opposite_action(self, name: str, other: str) -> None:
        cell, questions = made("kitchen", name)
        question = first_where(questions, lambda q: q.truth["action"] != other)
        wrong = replace(question, truth={**question.truth, "action": other})
        assert "after the first" in found(cell, wrong)

    def test_a_pitch_out_of_limits(self, tmp_path: Path) -> None:
        text = (SPECS / "kitchen.scene").read_text()
        (tmp_path / "kitchen.scene").write_text(
            text.replace("height: 1.5 m", "height: 1.5 m; pitch_limits: (-30, 30) deg")
        )
        narrow = cell_of(tmp_path / "kitchen.scene", "tilt")
        _, questions = made("kitchen", "tilt")
        message = found(narrow, *questions)
        assert "out of -30° to 30°" in message

    def test_a_way_through_the_table(self) -> None:
        cell, question = a_transition("walk")
        start, *ends = question.views
        farthest = max(ends, key=lambda end: math.dist(end.point.position, start.point.position))
        middle = [sum(pair) / 2 for pair in zip(start.point.position, farthest.point.position, strict=True)]
        world = moved(question.world, "table", middle[0], middle[1])
        assert "within 0.0000 m of `table`" in found(cell, replace(question, world=world))

    def test_a_start_beside_the_wall(self) -> None:
        cell, question = a_transition("turn")
        views = tuple(
            View(0, replace(view.point, position=(2.3, 0.0, view.point.position[2])))
            for view in question.views
        )
        assert "within 0.2000 m of a wall" in found(cell, replace(question, views=views))

    def test_a_pitch_that_the_agent_never_takes(self) -> None:
        cell, question = a_transition("turn")
        views = tuple(View(0, replace(view.point, pitch=15.0)) for view in question.views)
        assert "the agent's pitch is 15" in found(cell, replace(question, views=views))

    def test_a_magnitude_that_the_spec_rules_out(self) -> None:
        cell, question = a_transition("turn")
        place = question.answer_index
        wrong = with_option(question, place, value={"magnitude": 75.0, "unit": "deg"}, text="75°")
        wrong = replace(wrong, truth={**wrong.truth, "magnitude": 75.0})
        content = (*wrong.content[:-1], Text("\n".join(f"{o.label}. {o.text}" for o in wrong.options)))
        assert "75 is not among `10 .. 70 step 10 deg`" in found(cell, replace(wrong, content=content))

    def test_a_number_without_unit(self) -> None:
        cell, question = a_transition("strafe")
        place = wrong_option(question)
        bare = question.options[place].text.removesuffix(" m")
        wrong = with_option(question, place, text=bare)
        content = (*wrong.content[:-1], Text("\n".join(f"{o.label}. {o.text}" for o in wrong.options)))
        assert "lacks its unit" in found(cell, replace(wrong, content=content))
