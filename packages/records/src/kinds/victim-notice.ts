import { isJsonObject, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, instant, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of what a victim or witness of a case asked to be told, and of each time they were told. */
export const victimNoticeExtension = 'extension-definition--0e87a854-0591-419c-b2bf-e19a700eb071'

const needed: Readonly<Record<string, readonly string[]>> = {
  asked: ['asked_on', 'about'],
  told: ['event_ref', 'told_at', 'channel'],
  refused: ['event_ref', 'told_at'],
}

const complete: Rule = {
  says: 'Who asks says when and about what; who was told, or did not want to hear, about which event and when.',
  check(object, report) {
    const inside = own(object)
    for (const name of needed[String(inside.step)] ?? []) {
      if (inside[name] === undefined)
        addProblem(report, 'required_with', { name, other: 'step' }, 'extensions', victimNoticeExtension, name)
    }
  },
}

function own(object: JsonObject): JsonObject {
  const inside = isJsonObject(object.extensions) ? object.extensions[victimNoticeExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

export const victimNotice = defineKind({
  name: 'victim-notice',
  title: 'Notice to a victim',
  purpose: 'Says that a victim or witness asked to be told of what happens in a case, and each time that they were told.',
  on: 'note',
  extension: victimNoticeExtension,
  fields: {
    step: choice(
      'Step',
      { asked: 'Asked to be told', told: 'Told', refused: 'Did not want to hear it', withdrawn: 'Asks no more' },
      { required: true, facet: true, short: true },
    ),
    // No word of a name fits: a reference has no space, and a digit in it.
    person: text('Reference of the person to be told', {
      required: true,
      personal: true,
      short: true,
      maxLength: 64,
      pattern: /^(?=[^\s]*\d)[A-Za-z\d./_-]+$/,
      help: 'A reference that the agency keeps, with a digit and no space; never the name.',
    }),
    about: choice(
      'What they are to be told',
      { custody: 'Change of custody', release: 'Release', escape: 'Escape', hearing: 'Hearing', death: 'Death' },
      { many: true, min: 1, max: 5, short: true },
    ),
    asked_on: date('Asked on', { short: true }),
    event_ref: reference('Custody event', ['note'], { usually: ['custody-event'], short: true }),
    told_at: instant('Told at', { short: true }),
    channel: choice(
      'How they were told',
      {
        in_person: 'In person',
        telephone: 'By telephone',
        letter: 'By letter',
        e_mail: 'By e-mail',
        counsel: 'Through their counsel or adviser',
      },
      { short: true },
    ),
    told_by: text('Who tells', { short: true, maxLength: 200, help: 'Office or role, no name.' }),
  },
  native: {
    content: { label: 'In words', maxLength: 10_000 },
    object_refs: { label: 'Case' },
  },
  rules: [complete],
  shows: ['step', 'person', 'about', 'asked_on', 'event_ref', 'told_at', 'channel', 'told_by', 'content', 'object_refs'],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: asked to be told of a release',
    content: 'FICTIONAL EXAMPLE. Asked the victims office to be told when the person is released, moved or escapes.',
    labels: ['fictional'],
    object_refs: ['grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'],
    step: 'asked',
    person: 'FICTIONAL-V-0012',
    about: ['custody', 'release', 'escape'],
    asked_on: '2026-01-16',
    told_by: 'Example victims office',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'victim', to: [] },
})
