import { createHash } from 'node:crypto'
import { canonicalBytes, uuidV5 } from '@enlace/core'
import type { Change } from '@enlace/policy'
import { kinds } from '@enlace/records'
import type { Decider } from './propose-changes.ts'
import type { createSubmit } from './submit-records.ts'

const extension = String(kinds.get('publication')?.extension)
/** Names publications: one record for one item of one proposal, however often it is carried out. */
const namespace = '5f0b6f3e-7f0a-4e0e-9d7e-6b0d3a1c2e48'

/** Writes what two persons agreed to publish, one record for each item. Done twice, nothing more is written. Answers the journal position of the last. */
export function createPublish(submit: ReturnType<typeof createSubmit>['submitMany']) {
  return async (change: Extract<Change, { what: 'publish' }>, by: Decider): Promise<number> => {
    const at = by.since.toISOString()
    const outcomes = await submit(
      change.items.map(({ id, modified, kind, title }) => {
        const object = {
          type: 'note',
          spec_version: '2.1',
          id: `note--${uuidV5(namespace, `${at}\n${change.does}\n${id}\n${modified}`, (bytes) => createHash('sha1').update(bytes).digest())}`,
          created: at,
          modified: at,
          abstract: title,
          content: by.reason,
          object_refs: [id],
          extensions: {
            [extension]: {
              extension_type: 'property-extension',
              does: change.does,
              of_ref: id,
              of_modified: modified,
              of_kind: kind,
              publish_at: change.publishAt,
              ...(change.announced === null ? {} : { announced: { ...change.announced } }),
              ...(change.said === null ? {} : { reason: { ...change.said } }),
              confirmed_by: by.actor.user,
            },
          },
        }
        const envelope = { author_agency: change.agency, retention: 'published', purpose: 'publication' }
        return { objectBytes: canonicalBytes(object), object, envelope, agency: change.agency, author: by.proposedBy }
      }),
    )
    let last = 0
    for (const outcome of outcomes) {
      if (!outcome.ok) throw outcome.fault
      last = Math.max(last, outcome.value.position.seq)
    }
    return last
  }
}
