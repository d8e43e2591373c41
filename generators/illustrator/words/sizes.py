"""How large things are among others."""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

# Drawn larger, or smaller, than their share where several kinds are together.
LARGE = set("""
airport bank atomium brandenburggate capitol cathedral chryslerbuilding dome firestation fountain garage gasstation
gatewayarch hagiasophia hotel louvre orientalpearl petronas policestation restaurantbuilding sagradafamilia shardtower
templeofheaven theater tokyotower trainstation doubledecker semitruck cementmixer dumptruck machupicchu angkorwat
arctriomphe barn basilcathedral bigben building burjkhalifa castle christredeemer church colosseum cottage cruiseship
eiffeltower empirestate factory ferriswheel goldengate greatwall hospital libertystatue lighthouse logcabin mosque
mountfuji notredame obelisk operahouse pagoda parthenon pisatower pyramidtomb rocket rollercoaster rushmore school ship
shop skyscraper spaceneedle sphinx stadium steppyramid tajmahal temple tower towerbridge train viaduct watertower
whitehouse windmill windturbine whale elephant brontosaurus bus firetruck airplane dragon tent excavator truck
""".split())
SMALL = set("""
yarn tennisball beachball bone nest book ant bee beetle bird bluejay butterfly canary caterpillar chick coin crow dove
dragonfly duck frog goldfish grasshopper
hummingbird key ladybug mouse mosquito mug pigeon robin snail spider squirrel strawberries cookie hamster pen pencil
seagull woodpecker apple egg ring jewelring dice rose flower tulipflower acorn cup candle
""".split())
