import { type Static, Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, count, instant, lane } from './shapes/parts.ts'

const id = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const fileName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$' })
const bytes = Type.String({ contentEncoding: 'binary' })
const courierFile = Type.Object({ name: fileName, sizeBytes: count })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const courierExport = Type.Object({ id, party: code, files: Type.Array(courierFile), start: count, end: count })
export type CourierExport = Static<typeof courierExport>

export const courierTaken = Type.Object({
  party: code,
  start: count,
  end: count,
  stored: Type.Integer({ minimum: 0, description: 'Entries that were not here yet.' }),
  receipt: orNull(Type.Object({ name: fileName, text: Type.String({ description: 'Our receipt, to be carried back.' }) })),
  receiptedTo: orNull(Type.Integer({ minimum: 0, description: 'How far the receipt of the partner that came along now reaches.' })),
})
export type CourierTaken = Static<typeof courierTaken>

export const courierStatus = Type.Object({
  busy: orNull(
    Type.Object({
      what: Type.Union([Type.Literal('export'), Type.Literal('import')]),
      party: orNull(code),
      done: count,
      total: count,
    }),
  ),
  history: Type.Array(
    Type.Object({
      id,
      what: Type.Union([Type.Literal('export'), Type.Literal('import'), Type.Literal('receipt')]),
      party: code,
      lane,
      start: count,
      end: count,
      sizeBytes: count,
      by: Type.String(),
      at: instant,
      files: Type.Array(courierFile, { description: 'What waits to be fetched.' }),
    }),
  ),
})
export type CourierStatus = Static<typeof courierStatus>

/** Bytes of one part of an uploaded file. */
export const maxCourierPartBytes = 16_777_216

const brought = [
  'courier_busy',
  'courier_contents_invalid',
  'courier_file_unknown',
  'courier_for_another',
  'courier_forked',
  'courier_gap',
  'courier_manifest_malformed',
  'courier_manifest_missing',
  'courier_overtaken',
  'courier_receipt_invalid',
  'courier_replayed',
  'courier_sealed_otherwise',
  'courier_sender_unknown',
  'courier_signature_invalid',
  'courier_volume_damaged',
  'courier_volume_foreign',
  'courier_volume_missing',
  'log_frozen',
] as const

/** Routes about what is carried by hand or through a data diode. */
export const courierRoutes = {
  readCourier: defineRoute('GET', '/api/v1/exchange/courier', {
    action: 'courier.read',
    summary: 'What an export or import under way has done so far, and the last ones.',
    answer: courierStatus,
  }),
  exportCourier: defineRoute('POST', '/api/v1/exchange/{party}/courier-exports', {
    action: 'courier.export',
    summary: 'Write everything that the partner has not receipted as encrypted files to carry.',
    params: Type.Object({ party: code }),
    body: jsonBody(
      Type.Object(
        {
          lane: Type.Optional(lane),
          volumeBytes: Type.Optional(
            Type.Integer({ minimum: 65_536, maximum: 1_000_000_000_000, description: 'Of one file; 4 GB unless told.' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    answer: { status: 201, contentType: 'application/json', schema: courierExport },
    faults: ['courier_busy', 'courier_key_unknown', 'courier_nothing', 'log_frozen', 'partner_unknown'],
  }),
  fetchCourier: defineRoute('GET', '/api/v1/exchange/courier-exports/{id}/{file}', {
    action: 'courier.fetch',
    summary: 'One file of an export.',
    params: Type.Object({ id, file: fileName }),
    answer: { status: 200, contentType: 'application/octet-stream', schema: bytes },
    faults: ['courier_file_unknown'],
  }),
  uploadCourier: defineRoute('POST', '/api/v1/exchange/courier-uploads/{upload}/{file}', {
    action: 'courier.upload',
    summary: 'A part of a file that was brought, at most 16 MiB; `at` is where it begins. The upload is a UUID that the caller chooses.',
    params: Type.Object({ upload: id, file: fileName }),
    query: Type.Object({ at: Type.Optional(Type.Integer({ minimum: 0 })) }),
    body: { contentType: '*/*', schema: bytes, maxBytes: maxCourierPartBytes },
    answer: Type.Object({ received: count }),
    faults: ['courier_file_unknown', 'file_offset_wrong'],
  }),
  importCourier: defineRoute('POST', '/api/v1/exchange/courier-imports', {
    action: 'courier.import',
    summary: 'Take what was uploaded: a whole export or a receipt. Everything is checked before anything is stored.',
    body: jsonBody(Type.Object({ upload: id }, { additionalProperties: false })),
    answer: courierTaken,
    faults: brought,
  }),
  readCourierReceipt: defineRoute('GET', '/api/v1/exchange/{party}/courier-receipt', {
    action: 'courier.read_receipt',
    summary: 'Our newest receipt for what came from a partner, as the file that is carried back.',
    params: Type.Object({ party: code }),
    query: Type.Object({ lane: Type.Optional(lane) }),
    answer: { status: 200, contentType: 'text/plain', schema: Type.String() },
    faults: ['courier_nothing', 'partner_unknown'],
  }),
} as const
