"""The joints of a figure: proportions by age and build, poses as angles, limbs as smooth tapered outlines."""

import math
from dataclasses import dataclass, replace

Point = tuple[float, float]


@dataclass(frozen=True)
class Proportions:
    """Lengths in the 100 x 100 frame; widths of the trunk are half widths."""

    head: Point  # half width, half height
    torso: float  # hip to shoulder
    shoulder: float
    waist: float
    hip: float
    arm: float  # upper arm; the forearm is as long
    leg: float  # thigh; the shin is as long
    thick: float  # of the limbs: width of an adult's upper arm


AGES = {
    "adult": Proportions((10.4, 11.6), 27, 11.5, 9.2, 8.6, 13, 18.6, 7.4),
    "old": Proportions((10.4, 11.4), 25.5, 11, 9.8, 9, 12.5, 17.2, 7.2),
    "child": Proportions((11, 11.6), 18, 8.2, 7.4, 7.2, 9, 11.4, 6.4),
    "baby": Proportions((12.5, 12.2), 13, 7, 7.8, 8, 6, 6.4, 6.4),
}  # fmt: skip
BUILDS = {"heavy": (1.08, 1.5, 1.4, 1.2), "thin": (0.9, 0.82, 0.84, 0.82), "strong": (1.3, 1.1, 1, 1.3)}


def proportions(age: str, gender: str, build: str) -> Proportions:
    """The lengths of a figure of this age ("baby", "child", "adult", "old"), gender and build."""
    p = AGES[age]
    shoulder, waist, hip, thick = BUILDS.get(build, (1, 1, 1, 1))
    if gender == "woman" and age in ("adult", "old"):
        shoulder, waist, hip, thick = shoulder * 0.86, waist * 0.76, hip * 1.0, thick * 0.88
    return Proportions(p.head, p.torso, p.shoulder * shoulder, p.waist * waist, p.hip * hip, p.arm, p.leg,
                       p.thick * thick)  # fmt: skip


@dataclass(frozen=True)
class Pose:
    """Angles in degrees from straight down, positive to the right; a limb's are those of its upper and lower half.

    `side` figures turn to the right, their left limbs are the far ones; `front` limbs ("l", "r", "lr") lie before the
    trunk; `short` is how long the thighs look; `lift` is the height of a jump.
    """

    left: Point = (-14, -5)
    right: Point = (14, 5)
    left_leg: Point = (-3, -1)
    right_leg: Point = (3, 1)
    lean: float = 0
    side: bool = False
    front: str = ""
    short: float = 1
    lift: float = 0


_AFLOAT = Pose((50, 84), (150, 118), (-80, -88), (-74, -96), 58, True, "r")
POSES = {
    "stand": Pose(),
    "walk": Pose((-34, -8), (26, 52), (-22, -34), (22, 6), 3, True, "r"),
    "run": Pose((-62, 22), (38, 128), (-22, -92), (66, -8), 12, True, "r"),
    "sit": Pose((-18, 28), (18, -28), (-26, -3), (26, 3), front="lr", short=0.42),
    "ground": Pose((-26, 14), (26, -14), (-72, 78), (72, -78), front="lr"),
    "kneel": Pose((-14, 24), (22, 58), (-4, -88), (76, 2), 4, True, "r"),
    "dance": Pose((-128, -168), (112, 78), (-4, -2), (52, -14), -5),
    "ballet": Pose((-128, 168), (128, -168), (-2, -1), (48, -58)),
    "jump": Pose((-142, -158), (142, 158), (-46, 14), (46, -14), lift=13),
    "ride": Pose((46, 74), (50, 78), (60, -10), (54, -16), 9, True, "r"),
    "carry": Pose((-16, 54), (16, -54), front="lr"),
    "hold": Pose((-14, -5), (16, 100), front="r"),
    "reach": Pose((-18, -8), (152, 166), lean=4),
    "wave": Pose((-14, -6), (112, 168)),
    "point": Pose((-14, -5), (82, 88)),
    "cheer": Pose((-142, -166), (142, 166)),
    "sleep": Pose((74, 96), (64, 112), (92, 90), (86, 90), -90, True, "r"),
    "swim": _AFLOAT,
    "dive": _AFLOAT,  # with water all around
    "play": Pose((-22, 62), (26, -66), front="lr"),
    "eat": Pose((-14, -5), (104, -98), front="r"),
    "read": Pose((-20, 76), (20, -76), front="lr"),
    "pray": Pose((-24, 132), (24, -132), front="lr"),
    "box": Pose((-30, 152), (52, 128), front="lr"),
    "kick": Pose((-74, -56), (58, 84), (-8, -6), (66, 42), -9, True),
    "throw": Pose((-64, -80), (132, 190), (-16, -22), (24, 8), -4, True),
    "surf": Pose((-84, -96), (82, 96), (-36, -4), (40, 8), 6, True),
    "crawl": Pose((6, 4), (-4, -2), (12, -88), (-8, -88), 72, True, "r"),
}  # fmt: skip


@dataclass(frozen=True)
class Local:
    """A frame of its own: origin, degrees clockwise, scale; x to the right, y down."""

    x: float
    y: float
    turn: float = 0
    scale: float = 1

    def at(self, u: float, v: float) -> Point:
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        u, v = u * self.scale, v * self.scale
        return self.x + u * c - v * s, self.y + u * s + v * c


@dataclass(frozen=True)
class Body:
    """Where the joints are. Arms and legs are (root, middle, end), left and right as seen."""

    size: Proportions
    pose: Pose
    trunk: Local  # at the hips
    head: Local  # a head here is an ellipse of 10 x 11 half axes about the origin
    left: tuple[Point, Point, Point]
    right: tuple[Point, Point, Point]
    left_leg: tuple[Point, Point, Point]
    right_leg: tuple[Point, Point, Point]

    def knee_drop(self) -> float:
        """How far the knees are below the hips."""
        return max(self.left_leg[1][1], self.right_leg[1][1]) - self.trunk.y


def away(start: Point, angle: float, length: float) -> Point:
    """The point so far from `start`, the angle in degrees from straight down, positive to the right."""
    turn = math.radians(angle)
    return start[0] + length * math.sin(turn), start[1] + length * math.cos(turn)


def chain(start: Point, angles: Point, upper: float, lower: float) -> tuple[Point, Point, Point]:
    middle = away(start, angles[0], upper)
    return start, middle, away(middle, angles[1], lower)


def wide(angles: Point, size: Proportions) -> Point:
    """The short arms of children reach past their large heads."""
    if size.arm > 10 or abs(angles[0]) < 100:
        return angles
    return math.copysign(102, angles[0]), math.copysign(min(abs(angles[1]), 158), angles[0])


def posture(pose: str, arms: str = "") -> Pose:
    """A pose, with the arms of another one."""
    own, other = POSES[pose], POSES[arms or pose]
    return replace(own, left=other.left, right=other.right, front=other.front)


def jointed(size: Proportions, pose: Pose, stoop: float = 0) -> Body:
    """The joints in this pose, standing on y = 100 and in the middle; `stoop` in degrees is the lean of age."""
    lean = pose.lean + (stoop if abs(pose.lean) < 15 else 0)
    trunk, spread = Local(0, 0, lean), 0.55 if pose.side else 1
    foot = 3.4 if size.leg > 15 else 2.6

    def parts(trunk: Local) -> tuple:
        sx, sy = size.shoulder - 2.6, -size.torso + 3
        arms = [chain(trunk.at(k * sx * (0.75 if pose.side else 1), sy), wide(a, size), size.arm, size.arm * 0.94)
                for k, a in ((-1, pose.left), (1, pose.right))]  # fmt: skip
        legs = [chain(trunk.at(k * size.hip * 0.52 * spread, 0), a, size.leg * pose.short, size.leg)
                for k, a in ((-1, pose.left_leg), (1, pose.right_leg))]  # fmt: skip
        return arms + legs

    limbs = parts(trunk)
    tilt = lean * (0.4 if abs(lean) < 60 and pose.side else 1)
    tilt = 10 if 50 <= lean < 85 else tilt  # who swims or crawls looks ahead
    rx, ry = size.head
    neck = trunk.at(0, -size.torso)
    middle = Local(*neck, tilt if lean <= 60 else lean).at(0, -ry - 1.2)
    ends = [p for limb in limbs for p in limb[1:]]
    low = max([y for _, y in ends] + [size.hip * 0.7]) + foot
    if abs(lean) > 60:
        low = max(low, middle[1] + ry * 0.8)
    dy = 100 - pose.lift - low
    xs = [x for x, _ in ends] + [middle[0] - rx, middle[0] + rx]
    dx = 50 if abs(lean) < 5 and not pose.side else 50 - (min(xs) + max(xs)) / 2
    trunk = Local(dx, dy, lean)
    return Body(size, pose, trunk, Local(middle[0] + dx, middle[1] + dy, tilt, rx / 10), *parts(trunk))


# ------------------------------------------------------------ outlines


def spelled(*values: float) -> str:
    return " ".join(f"{v:.1f}" for v in values)


def limb(points: list[Point], widths: list[float], start: str = "round", end: str = "round") -> str:
    """Path data of a tapered limb through two or three joints, so wide at each; its ends are "round" or "flat"."""
    if (
        len(points) == 3
        and abs(math.dist(points[0], points[1]) + math.dist(*points[1:]) - math.dist(points[0], points[2])) < 0.3
    ):
        points, widths = points[::2], widths[::2]  # as good as straight
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)]
    units = [(x / (math.hypot(x, y) or 1), y / (math.hypot(x, y) or 1)) for x, y in steps]
    normals = [(-y, x) for x, y in units]
    if len(points) == 3:
        x, y = normals[0][0] + normals[1][0], normals[0][1] + normals[1][1]
        size = max(0.8, math.hypot(x, y))
        normals.insert(1, (x / size, y / size))
    else:
        normals.append(normals[0])

    def side(k: float) -> list[Point]:
        return [(p[0] + k * w / 2 * n[0], p[1] + k * w / 2 * n[1])
                for p, n, w in zip(points, normals, widths, strict=True)]  # fmt: skip

    left, right = side(1), side(-1)[::-1]
    d = f"M{spelled(*left[0])}" + along(left) + cap(left[-1], right[0], units[-1], end)
    return d + along(right) + cap(right[-1], left[0], (-units[0][0], -units[0][1]), start) + "Z"


def along(side: list[Point]) -> str:
    """From the first of two or three points on, softly round the middle one."""
    if len(side) == 2:
        return f"L{spelled(*side[1])}"
    (x0, y0), (x1, y1), (x2, y2) = side
    tx, ty = (x2 - x0) / 6, (y2 - y0) / 6
    first = ((2 * x0 + x1) / 3, (2 * y0 + y1) / 3)
    last = ((x1 + 2 * x2) / 3, (y1 + 2 * y2) / 3)
    return f"C{spelled(*first, x1 - tx, y1 - ty, x1, y1)}C{spelled(x1 + tx, y1 + ty, *last, x2, y2)}"


def cap(a: Point, b: Point, unit: Point, kind: str) -> str:
    """From one side of an end to the other: half a circle, or straight."""
    if kind == "flat":
        return f"L{spelled(*b)}"
    k = math.dist(a, b) * 2 / 3
    return f"C{spelled(a[0] + k * unit[0], a[1] + k * unit[1], b[0] + k * unit[0], b[1] + k * unit[1], *b)}"


def between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def bumps(points: list[Point], bulge: float = 0.7) -> str:
    """Round lumps from each point to the next, on the left of the way."""
    d = ""
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        nx, ny = (y1 - y0) * bulge, -(x1 - x0) * bulge
        d += f"C{spelled(x0 + nx, y0 + ny, x1 + nx, y1 + ny, x1, y1)}"
    return d
