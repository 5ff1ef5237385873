#!/usr/bin/env python3
"""Solves what `rigbuild dump-instance` writes with OR-Tools CP-SAT.

Reads instances (one JSON document a line) from the files named or from standard input, and
prints one JSON document a line: {"status", "score", "cost", "picks", "build_s", "solve_s"}.
It knows the format (src/solve/instance/mod.rs) and nothing else of rigbuild.
"""

import json
import math
import sys
import time

from ortools.sat.python import cp_model


class Model:
    """One instance as Booleans; a `least` score turns the objective into the cost."""

    def __init__(self, instance, least):
        self.instance = instance
        self.model = cp_model.CpModel()
        self.picks = []
        self.groups = {}
        for slot in instance["slots"]:
            options = [self.model.new_bool_var("") for _ in slot["options"]]
            self.model.add_exactly_one(options)
            self.picks.append(options)
        for relation in instance["relations"]:
            self.relate(relation)
        self.links = self.link_literals()
        costs = [
            (option["cost"], literal)
            for slot, options in zip(instance["slots"], self.picks)
            for option, literal in zip(slot["options"], options)
        ]
        unit = math.gcd(*(cost for cost, _ in costs)) or 1
        total = sum(cost // unit * literal for cost, literal in costs)
        if instance["budget"] is not None:
            self.model.add(total <= instance["budget"] // unit)
        gained = self.score(least)
        if least is None:
            self.model.maximize(gained)
        else:
            self.model.minimize(total)

    def group(self, slot, members):
        """A literal that holds when one of these options of a slot is picked."""
        key = (slot, tuple(members))
        if key not in self.groups:
            options = [self.picks[slot][member] for member in members]
            if len(options) == 1:
                literal = options[0]
            elif len(options) == len(self.picks[slot]):
                literal = self.model.new_constant(1)
            else:
                literal = self.model.new_bool_var("")
                self.model.add_exactly_one(options + [~literal])
            self.groups[key] = literal
        return self.groups[key]

    def class_literals(self, slot, classes, size):
        members = [[] for _ in range(size)]
        for option, number in enumerate(classes):
            members[number].append(option)
        return [self.group(slot, some) if some else None for some in members]

    def relate(self, relation):
        axes = [
            self.class_literals(slot, classes, size)
            for slot, classes, size in zip(
                relation["slots"], relation["classes"], relation["sizes"]
            )
        ]
        tuples = relation["tuples"]
        if relation["kind"] == "forbidden":
            for place in tuples:
                self.forbid(axis[at] for axis, at in zip(axes, place))
            return
        if len(axes) == 2:
            beside = [[] for _ in axes[0]]
            for left, right in tuples:
                beside[left].append(axes[1][right])
            for literal, others in zip(axes[0], beside):
                self.model.add_bool_or(others + [~literal])
            return
        numbers = []
        for axis in axes:
            number = self.model.new_int_var(0, len(axis) - 1, "")
            self.model.add(number == sum(at * literal for at, literal in enumerate(axis)))
            numbers.append(number)
        self.model.add_allowed_assignments(numbers, tuples)

    def forbid(self, literals):
        self.model.add_bool_or([~literal for literal in literals])

    def link_literals(self):
        """One literal a link; which holds follows from the classes."""
        link = self.instance["link"]
        axes = [
            self.class_literals(slot, classes, size)
            for slot, classes, size in zip(link["slots"], link["classes"], link["sizes"])
        ]
        count = max(link["values"], default=-1) + 1
        links = [self.model.new_bool_var("") for _ in range(count)]
        if count:
            self.model.add_exactly_one(links)
        at = 0
        for gpu in axes[0]:
            for cpu in axes[1]:
                for board in axes[2]:
                    self.model.add_bool_or([~gpu, ~cpu, ~board, links[link["values"][at]]])
                    at += 1
        return links

    def score(self, least):
        """Without a `least` score: an expression for it. With one: what scores less, or
        runs too little, is forbidden."""
        score = self.instance["score"]
        places = {slot["name"]: at for at, slot in enumerate(self.instance["slots"])}
        gpus = self.class_literals(places["gpu"], score["gpu"], len(score["tables"]))
        hosts = [("cores", "cpu"), ("memory_type", "motherboard"), ("memory", "memory")]
        tops, lows = [], []
        lost_most = 0
        for gpu, table in zip(gpus, score["tables"]):
            known = [value for value in table["values"] if value is not None]
            if not known or (least is not None and max(known) < least):
                self.forbid([gpu])
                continue
            best = max(known)
            tops.append(best * gpu)
            lost_most = max(lost_most, best - min(known))
            axes = []
            for (name, slot), size in zip(hosts, table["sizes"]):
                # From the class of an option to its group.
                of = [table[name][number] for number in score[name]]
                axes.append(self.class_literals(places[slot], of, size) if size > 1 else None)
            axes.append(self.link_groups(table["link"]) if table["sizes"][3] > 1 else None)
            at = 0
            sizes = table["sizes"]
            for a in range(sizes[0]):
                for b in range(sizes[1]):
                    for c in range(sizes[2]):
                        for d in range(sizes[3]):
                            value = table["values"][at]
                            at += 1
                            if value == best or (
                                least is not None and value is not None and value >= least
                            ):
                                continue
                            cell = [
                                axis[place]
                                for axis, place in zip(axes, (a, b, c, d))
                                if axis is not None
                            ]
                            if any(literal is None for literal in cell):
                                continue
                            cell.append(gpu)
                            if value is None or least is not None:
                                self.forbid(cell)
                            else:
                                lows.append((best - value, cell))
        if least is not None:
            return None
        lost = self.model.new_int_var(0, lost_most, "")
        for amount, cell in lows:
            self.model.add(lost >= amount).only_enforce_if(cell)
        return sum(tops) - lost

    def link_groups(self, groups):
        """A literal for each group of links."""
        literals = []
        for group in range(max(groups) + 1):
            key = ("link", tuple(group == one for one in groups))
            if key not in self.groups:
                some = [link for link, one in zip(self.links, groups) if one == group]
                literal = self.model.new_bool_var("")
                self.model.add_exactly_one(some + [~literal])
                self.groups[key] = literal
            literals.append(self.groups[key])
        return literals

    def solve(self, workers, limit):
        """Status, objective and picked option of each slot."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = limit
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return "infeasible", None, None, solver.wall_time
        if status != cp_model.OPTIMAL:
            return solver.status_name(status).lower(), None, None, solver.wall_time
        picks = [
            next(at for at, literal in enumerate(options) if solver.value(literal))
            for options in self.picks
        ]
        return "optimal", round(solver.objective_value), picks, solver.wall_time


def answer(instance, workers=1, limit=600.0):
    """The best score, then the least cost within the tolerance of it."""
    result = {"status": "infeasible", "build_s": 0.0, "solve_s": 0.0}
    if any(not slot["options"] for slot in instance["slots"]):
        return result

    def run(least):
        started = time.perf_counter()
        model = Model(instance, least)
        result["build_s"] += time.perf_counter() - started
        status, objective, picks, seconds = model.solve(workers, limit)
        result["solve_s"] += seconds
        result["status"] = status
        return objective, picks

    least = -(10**15)
    if instance["objective"] == "speed":
        best, _ = run(None)
        if best is None:
            return result
        result["score"] = best
        least = best + instance["tolerance"]
    _, picks = run(least)
    if picks is None:
        return result
    options = [slot["options"][at] for slot, at in zip(instance["slots"], picks)]
    result["cost"] = sum(option["cost"] for option in options)
    result["picks"] = [[o["id"], o["condition"], o["count"]] for o in options]
    return result


def main():
    sources = [open(name, encoding="utf-8") for name in sys.argv[1:]] or [sys.stdin]
    for source in sources:
        for line in source:
            if line.strip():
                print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
