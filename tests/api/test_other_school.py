from cast import World
from operations import Cast, one_of_everything
async def test_seed(world: World) -> None:
    things = await one_of_everything(world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="canary", fair_word="fair")
    print(things)
