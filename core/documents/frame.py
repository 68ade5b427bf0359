"""Where things are on a page as a reader holds it: points from the top left corner, y down."""

from dataclasses import dataclass
from typing import Final

from core.model import Box

_TURNS: Final = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
"""Rotation by 0, 90, 180 and 270 degrees counter-clockwise on the page: x' = a·x + b·y, y' = c·x + d·y, shifted back onto it."""


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a·x + b·y + e, y' = c·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.e, self.c * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box around two opposite corners."""
        # Written out: it runs twice for each letter of a document.
        a, b, c, d, e, f = self.a, self.b, self.c, self.d, self.e, self.f
        ax, bx = a * x0 + b * y0 + e, a * x1 + b * y1 + e
        ay, by = c * x0 + d * y0 + f, c * x1 + d * y1 + f
        if ax > bx:
            ax, bx = bx, ax
        return Box(ax, ay, bx, by) if ay <= by else Box(ax, by, bx, ay)

    def then(self, after: "Affine") -> "Affine":
        e, f = after.point(self.e, self.f)
        return Affine(
            after.a * self.a + after.b * self.c,
            after.a * self.b + after.b * self.d,
            after.c * self.a + after.d * self.c,
            after.c * self.b + after.d * self.d,
            e,
            f,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's size in points as it is shown, and the way from PDF user space to it."""

    width: float
    height: float
    shown: Affine

    @classmethod
    def of(cls, left: float, bottom: float, right: float, top: float, rotation: int) -> "Frame":
        """From the page's bounding box in user space and its /Rotate entry (clockwise, a multiple of 90)."""
        wide, high = right - left, top - bottom
        match rotation:
            case 90:
                return cls(high, wide, Affine(0, 1, 1, 0, -bottom, -left))
            case 180:
                return cls(wide, high, Affine(-1, 0, 0, 1, right, -bottom))
            case 270:
                return cls(high, wide, Affine(0, -1, -1, 0, top, right))
            case _:
                return cls(wide, high, Affine(1, 0, 0, -1, -left, top))

    def turn(self, a: float, b: float) -> int:
        """How far text with direction (a, b) in user space is turned clockwise from upright, in steps of 90 degrees."""
        dx, dy = self.shown.a * a + self.shown.b * b, self.shown.c * a + self.shown.d * b
        if abs(dx) >= abs(dy):
            return 0 if dx >= 0 else 180
        return 90 if dy > 0 else 270

    def reading(self, turn: int) -> Affine:
        """From user space to the frame in which text turned so runs to the right."""
        return self.shown.then(self._upright(turn))

    def back(self, turn: int, box: Box) -> Box:
        """From that frame to the page as shown."""
        if turn == 0:
            return box
        a, b, c, d = _TURNS[turn]
        e, f = self._shift(turn)
        inverse = Affine(a, c, b, d, -(a * e + c * f), -(b * e + d * f))
        return inverse.box(box.x0, box.top, box.x1, box.bottom)

    def _upright(self, turn: int) -> Affine:
        return Affine(*_TURNS[turn], *self._shift(turn))

    def _shift(self, turn: int) -> tuple[float, float]:
        return {
            0: (0.0, 0.0),
            90: (0.0, self.width),
            180: (self.width, self.height),
            270: (self.height, 0.0),
        }[turn]

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies on the page."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height
