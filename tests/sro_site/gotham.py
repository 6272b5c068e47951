"""A content file for tests: the keys that a district needs, and all the others."""

from collections.abc import Callable
from pathlib import Path

from django.db.models import Model

from districts.models import District, School, SchoolStatus
from events.models import Interpretation, Meeting
from timeline.models import Milestone, MilestoneStatus, Phase, Workstream

MODELS: list[type[Model]] = [
    District,
    School,
    SchoolStatus,
    Phase,
    Workstream,
    Milestone,
    MilestoneStatus,
    Meeting,
    Interpretation,
]

HEAD = """\
slug: gotham
state: published
name: Gotham Public Schools
short_name: GPS
region: New Jersey
time_zone: America/New_York
approach: ended
as_of: "2021-05"
content_languages: [en, es]
summary: {en: Officers leave., es: Se van.}
sources: {en: A page.}
"""
REST = """\
police: {en: Gotham Police Department, es: Policía de Gotham}
board: {en: School Board}
known_from: "2020-05"
helpline_languages: [vi]
helpline:
  name: {en: Helpline, es: Ayuda}
  phone: "555-010-2000"
decision:
  when: Summer 2020
  text: {en: It ends.}
  reason: {en: Because.}
schools_note: {en: Not all are known.}
schools:
  - slug: north
    name: North
    history:
      - {has_sro: true, confirmed: true}
      - {has_sro: false, since: "2020-12-31", confirmed: false}
  - {slug: south, name: South, nces_id: "080000000123"}
phases:
  - number: 1
    title: {en: Planning, vi: Lập kế hoạch}
    known_from: "2020-10"
    when: "2020-11/2020-12"
    milestones:
      - title: {en: In the phase}
        detail: {en: In detail}
        when: "2020-12-31"
        reduction_percent: 25
        schools: [north, south]
        status:
          - {status: planned}
          - {status: done, since: "2021-01"}
      - title: {en: Second in the phase}
    workstreams:
      - title: {en: Workgroup}
        milestones:
          - title: {en: In the workgroup}
      - title: {en: Engagement}
milestones:
  - title: {en: Loose}
    ongoing: true
meetings:
  - slug: town-hall
    uid: town-hall@example.org
    title: {en: Town hall}
    description: {en: Questions and answers.}
    hosts: {en: The board}
    language: en
    starts_at: "2021-03-14T17:30"
    ends_at: "2021-03-14T18:30"
    status: confirmed
    mode: hybrid
    place: Library
    address: 1 Main Street
    link: https://example.org/meeting
    interpretation:
      - {language: es, mode: simultaneous, status: confirmed, channel: headset}
      - language: ase
        status: on_request
        ask_by: "2021-03-10"
        ask_contact: help@example.org
    phone: 720-423-3054
    phone_code: 12#
    accessibility: {en: Step-free.}
    report_said: {en: Much.}
    report_response: {en: More.}
    materials:
      - {kind: slides, language: es, url: https://example.org/slides}
    moves:
      - was_starts_at: "2021-03-13T17:30"
        was_ends_at: "2021-03-13T18:30"
        was_place: School
        announced_on: "2021-03-01"
        announced_by: {en: The board}
  - slug: second
    title: {en: Second}
    language: es
    starts_at: "2020-11-01T01:30-05:00"
    ends_at: "2020-11-01T03:30"
    status: cancelled
    postponed_to: town-hall
"""
PLAN = """\
plan_summary: {en: It takes years.}
plan_note: {en: Who does it is not known.}
schools_count: 5
schools_kind: {en: high schools, es: preparatorias}
areas:
  - kind: level
    number: 1
    title: {en: Prevention}
    summary: {en: In short.}
    programs:
      - title: {en: Mentoring}
      - title: {en: Jobs}
    recommendations:
      - text: {en: Listen}
        asked_of: contract
        advised_by: {en: The advisory team}
        responsible: {en: The board}
        due: "2021-06"
        evidence_link: https://example.org/evidence
        schools: [north]
        status:
          - {status: proposed, since: "2021-02"}
          - {status: adopted}
commitments:
  - text: {en: Of the district}
staffing:
  - {kind: new, count: 20, where: {en: In schools}, over_years: 2, when: "2021"}
rules:
  - text: {en: After a crime}
standards:
  - {kind: role, text: {en: Protect}}
findings:
  - {text: {en: threats a week}, low: 2, high: 5, when: "2019"}
decisions:
  - {school: north, decided_by: {en: The council}, decided: "2021-03", outcome: keep}
  - {applies_to: {en: all schools}, outcome: remove, effective: "2021-06"}
"""

Write = Callable[[str], Path]


def counts() -> dict[str, int]:
    """How many records of each kind there are."""
    return {model.__name__: model._default_manager.count() for model in MODELS}
