"""Durable work: steps that survive a crash. The only module that imports dbos."""
