import { toLocalInput } from '../kinds/local-instant.ts'

type Given = Readonly<
  Partial<Record<'event' | 'at' | 'back' | 'place' | 'authority' | 'law' | 'article' | 'court' | 'number', string | undefined>>
>

/** What an address that leads to the form of a custody event fills in there; of a moment of which only the day is known, its noon. */
export function givenByAddress({
  event,
  at,
  back,
  place,
  authority,
  law,
  article,
  court,
  number,
}: Given): Readonly<Record<string, string>> {
  const dayOnly = at !== undefined && !at.includes('T')
  const said = {
    event,
    happened_at: at === undefined ? undefined : dayOnly ? `${at}T12:00` : toLocalInput(at),
    precision: dayOnly ? 'day' : undefined,
    return_by: back,
    city: place,
    authority,
    instrument: law,
    article,
    court,
    number,
  }
  return Object.fromEntries(Object.entries(said).flatMap(([name, one]) => (one === undefined || one === '' ? [] : [[name, one]])))
}
