import type { Kind } from '../../kind.ts'
import { identity } from './identity.ts'
import { incident } from './incident.ts'
import { note } from './note.ts'

const all: readonly Kind[] = [identity, incident, note]

/** Every type of STIX 2.1 by its name. */
export const natives: ReadonlyMap<string, Kind> = new Map(all.map((kind) => [kind.name, kind]))
