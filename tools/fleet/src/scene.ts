import type { Json } from '@enlace/core'

/** Who writes a record of a play: party, agency and role. */
export type Player = readonly [party: 'mx' | 'us', agency: string, role: string]

export type Members = Readonly<Record<string, Json>>

/**
 * One record of a play. In its values `@name` stands for the record of the scene with that name, `on:41` for the day that many days after the
 * arrest, and `at:41` for noon of it.
 */
export type Scene = {
  readonly name: string
  readonly by: Player
  readonly kind: string
  /** Days after the arrest on which it was written. */
  readonly day: number
  /** Members of the object, fields of the kind's own extension, and what differs in the envelope. */
  readonly object: Members
  readonly fields: Members
  readonly envelope?: Members
  /** The agency of the partner that it is for; without it, it stays at home. */
  readonly for?: string
  /** It is written now and let out with a later scene, which names it here. */
  readonly waits?: true
  readonly letsOut?: readonly string[]
  /** What a legal adviser answers, of a rights flag. */
  readonly answer?: Members
  /** Which scene asked, and the state of that request at both nodes afterwards. */
  readonly of?: string
  readonly reaches?: string
}

/** What an envelope says of a record that a player’s party may show everybody. */
export function publicAt([party]: Player): Members {
  return { marking: party === 'mx' ? { scheme: 'mx-publica', value: 'PÚBLICA' } : { scheme: 'us-public', value: 'PUBLIC' } }
}

/** The sides of a request, as a play needs them: who asks, who is asked, and the number of the case. */
export type Sides = { readonly asks: Player; readonly isAsked: Player; readonly number: string }

const treaty = 'extradition-treaty-1978'
/** Which class of note carries a form, and its place among the notes of a case. */
const carriers: Readonly<Record<string, readonly [noteClass: string, place: number]>> = {
  'provisional-arrest': ['provisional_arrest', 1],
  extradition: ['formal_request', 2],
  'speciality-waiver': ['speciality_waiver', 3],
}

/** What builds the scenes of one case: requests with the notes that carry them, steps, and records of the case itself. */
export function scenesOf({ asks, isAsked, number }: Sides) {
  const envelope = (article: string) => ({
    purpose: `FICTIONAL: ${number}`,
    legal_basis: { instrument: treaty, article },
    retention: 'case',
  })
  const otherOf = (player: Player) => (player[0] === asks[0] ? isAsked : asks)

  type Says = { readonly article: string; readonly subject: string; readonly about: string[]; readonly note: Members }

  /** A request under a form, the note that carries it, the seal on that, and the stamp of the side asked. */
  function asked(name: string, form: keyof typeof carriers, day: number, says: Says & { readonly facts: Members }): readonly Scene[] {
    const [noteClass, place] = carriers[form] ?? ['other', 0]
    const { article, subject, about } = says
    const request: Scene = {
      name,
      by: asks,
      kind: 'request',
      day,
      for: isAsked[1],
      waits: true,
      object: { abstract: subject, content: subject, object_refs: about },
      fields: {
        form,
        to_party: isAsked[0],
        urgency: 'priority',
        sought: subject,
        confidentiality: 'confidential',
        reference: number,
        ...says.facts,
      },
      envelope: envelope(article),
    }
    return [request, ...noted(`${name} note`, name, [noteClass, place], day, 'sent', says, [name])]
  }

  /** A note of the side that asks about its request `of`, the seal that lets it out, with what else waits for it, and the stamp of the side asked. */
  function noted(
    name: string,
    of: string,
    [noteClass, place]: readonly [string, number],
    day: number,
    reaches: string,
    { article, subject, about, note }: Says,
    waiting: readonly string[] = [],
  ): readonly Scene[] {
    return [
      {
        name,
        by: asks,
        kind: 'diplomatic-note',
        day,
        for: isAsked[1],
        waits: true,
        object: { abstract: subject, object_refs: [`@${of}`, ...about], content: String(note.content) },
        fields: {
          number: `${number}-${place}`,
          series: 'verbal',
          purpose_class: noteClass,
          to_party: isAsked[0],
          channel: 'electronic',
          legalisation: 'not_required',
          translation_state: 'courtesy',
          request_ref: `@${of}`,
          reply_due: `on:${day + 60}`,
          written_at: `at:${day}`,
          ...Object.fromEntries(Object.entries(note).filter(([member]) => member !== 'content')),
        },
        envelope: envelope(article),
      },
      { ...stamp(`${name} seal`, name, 'seal', [asks[0], asks[1], 'secretariat'], day), letsOut: [name, ...waiting], of, reaches },
      stamp(`${name} received`, name, 'receive', isAsked, day),
    ]
  }

  function stamp(name: string, note: string, code: string, by: Player, day: number): Scene {
    const words = by[0] === 'mx' ? 'FICTICIO: sello.' : 'FICTIONAL: stamp.'
    return {
      name,
      by,
      kind: 'note-stamp',
      day,
      for: otherOf(by)[1],
      object: { object_refs: [`@${note}`], content: words },
      fields: {
        stamp: code,
        stamped_at: `at:${day}`,
        stamped_by: by[0] === 'mx' ? 'FICTICIO: Oficialía de notas' : 'FICTIONAL: notes desk',
      },
      envelope: envelope('10'),
    }
  }

  /** A step of a request, and the state that it leads to. */
  function step(of: string, code: string, by: Player, day: number, reaches: string, content: string, says: Members = {}): Scene {
    return {
      name: [of, code, says.document, says.document_state].filter((word) => typeof word === 'string').join(' '),
      by,
      kind: 'request-step',
      day,
      for: otherOf(by)[1],
      of,
      reaches,
      object: { object_refs: [`@${of}`], content },
      fields: { step: code, state: reaches, happened_at: `at:${day}`, ...says },
      envelope: envelope('10'),
    }
  }

  /** A record about the case `of`, told to the other side. */
  function told(name: string, kind: string, by: Player, day: number, content: string, fields: Members, of = 'case'): Scene {
    return {
      name,
      by,
      kind,
      day,
      for: otherOf(by)[1],
      object: { object_refs: [`@${of}`], abstract: content.slice(0, 80), content },
      fields,
      envelope: { ...envelope('10'), person_status: 'suspect' },
    }
  }

  return { asked, noted, step, told }
}
