import { defineKind } from '../define-kind.ts'
import { binary, longText, reference } from '../field.ts'

/** Extension of a party's signed seal over a result (docs/formats/results.md). */
export const resultSealExtension = 'extension-definition--a41f8e07-2b6c-4953-8dd1-5e0c7b93f62a'

export const resultSeal = defineKind({
  name: 'result-seal',
  title: 'Sealed result',
  purpose:
    'A number counted by a stated rule from the logs that both parties hold, signed by its author’s party. The other party counts again and signs the same text, or disputes it.',
  on: 'note',
  extension: resultSealExtension,
  fields: {
    seal: longText('Signed note', {
      required: true,
      coded: true,
      maxLength: 65_536,
      help: 'The text that is sealed and the signature of its author’s party. Everything else is read from it.',
    }),
    events: binary('Places and values of what was counted', {
      maxLength: 200_000,
      help: 'For the other party’s recount; left out where they are too many.',
    }),
    confirms_ref: reference('Seal that it confirms', ['note'], { usually: ['result-seal'] }),
    card_ref: reference('Indicator card', ['note'], { help: 'The card whose value it is.' }),
    value_ref: reference('Value that it seals', ['note']),
  },
  native: {
    content: { label: 'In words', personal: false, maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  shows: ['content', 'confirms_ref', 'card_ref', 'value_ref', 'seal', 'events', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: drugs seized, net kg, second quarter of 2026',
    content: 'FICTIONAL EXAMPLE. 36.4 kg in 12 events.',
    labels: ['fictional'],
    object_refs: ['note--2f7e9c40-1d83-4b56-9a0e-c8b1746d3f52'],
    seal: '{"format":"enlace-sealed-result","v":1}\n\n— node.mx.sig.example/party AAAA\n',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of results' },
})
