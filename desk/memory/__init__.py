"""The translation memory: how texts like this one are translated, in all districts."""
