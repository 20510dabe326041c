"""The first day: from an empty installation to one that an office runs by itself."""

from villagepub.setup.one_time_code import CodeError, make_code, opens, redeem, reopen
from villagepub.setup.stage import Stage, empty_out, end, places_and_account, stage_of
from villagepub.setup.steps import SetupStep, steps_of
