import { defineNative } from '../../define-native.ts'
import { anything, boolean, dictionary, group, instant, longText, reference, text } from '../../field.ts'
import { holds } from '../../rules.ts'
import { exampleId, exampleObservable } from './example.ts'

export const emailMessage = defineNative({
  type: 'email-message',
  family: 'sco',
  title: 'E-mail message',
  purpose: 'Describes one message as sent.',
  section: '6.6',
  fields: {
    is_multipart: boolean('Has several parts', { required: true }),
    date: instant('Sent'),
    content_type: text('Content type'),
    from_ref: reference('From', ['email-addr']),
    sender_ref: reference('Sender', ['email-addr']),
    to_refs: reference('To', ['email-addr'], { many: true }),
    cc_refs: reference('Copy to', ['email-addr'], { many: true }),
    bcc_refs: reference('Blind copy to', ['email-addr'], { many: true }),
    message_id: text('Message identifier', { find: true }),
    subject: text('Subject', { personal: true, find: true }),
    received_lines: text('Received lines', { many: true }),
    additional_header_fields: dictionary('Other headers', { personal: true, values: anything('Value') }),
    body: longText('Body', { personal: true, find: true }),
    body_multipart: group(
      'Parts',
      {
        body: longText('Body', { find: true }),
        body_raw_ref: reference('Body as a file', ['artifact', 'file']),
        content_type: text('Content type'),
        content_disposition: text('Content disposition'),
      },
      { many: true, personal: true, oneOf: ['body', 'body_raw_ref'] },
    ),
    raw_email_ref: reference('Raw message', ['artifact']),
  },
  rules: [
    holds(
      'A message of several parts has no body.',
      'body',
      'not_together',
      ({ is_multipart, body }) => is_multipart !== true || body === undefined,
    ),
    holds(
      'A message of one part has no body_multipart.',
      'body_multipart',
      'not_together',
      ({ is_multipart, body_multipart }) => is_multipart !== false || body_multipart === undefined,
    ),
  ],
  titleFrom: ['subject', 'message_id', 'date'],
  example: exampleObservable('email-message', 27, {
    is_multipart: false,
    date: '2026-01-15T09:30:00Z',
    from_ref: exampleId('email-addr', 26),
    subject: 'Manifest, corrected',
    body: 'See the new container number.',
  }),
})
