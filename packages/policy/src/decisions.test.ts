import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  denialReasons,
  evidenceRefusals,
  evidenceWarnings,
  holdReasons,
  passportClosed,
  passportLeftOut,
  requirements,
  secondReasons,
  withholdReasons,
} from './index.ts'

const spoken = [
  ...withholdReasons.map((reason) => `withhold_${reason}`),
  ...denialReasons.map((reason) => `may_not_${reason}`),
  ...secondReasons.map((reason) => `second_${reason}`),
  ...requirements.map((requirement) => `requirement_${requirement}`),
  ...evidenceRefusals.map((reason) => `evidence_refuse_${reason}`),
  ...evidenceWarnings.map((warning) => `evidence_warn_${warning}`),
  ...['proof_use', 'court_order', 'own_record'].map((ground) => `evidence_open_${ground}`),
  ...['release_automatic', 'release_recall', 'release_recovered', 'release_officer', 'share_officer', 'deny_officer'],
  ...['ask_rule', 'ask_ai_made', 'ask_located_person', 'ask_draft', 'ask_clearance', 'ask_onward', 'ask_words_of_another'],
  ...['draft_not_agreed', 'clearance_open', 'partner_takes_no_sealed', 'may_not_clear', 'may_not_release_own', 'field_attached_files'],
  ...holdReasons.flatMap((reason) => [reason, `hold_${reason}`]),
  ...passportLeftOut.map((reason) => `passport_left_out_${reason}`),
  ...passportClosed.map((reason) => `passport_closed_${reason}`),
  ...['may_not_answer_own_flag', 'note_missing', 'note_unsealed'],
  ...['no_longer_releasable', 'struck_field_restored', 'field_unknown', 'reason_missing'],
]

for (const language of ['en', 'es']) {
  test(`every decision has its sentence in ${language}, and no sentence is left over`, () => {
    const path = new URL(`../../../packs/locales/${language}/decisions.json`, import.meta.url)
    const messages = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    assert.deepEqual(Object.keys(messages).sort(), [...spoken].sort())
  })
}
