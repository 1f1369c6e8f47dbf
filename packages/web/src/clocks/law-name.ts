import { useQuery } from '@tanstack/react-query'
import { useText } from '../language/text.ts'
import { askInstruments } from './ask-clocks.ts'

/** Says laws by their short names where they are written by the code of an instrument that this node knows, else as they are written. */
export function useSayLaw(wanted = true): (written: string) => string {
  const text = useText()
  const { data } = useQuery({ ...askInstruments, enabled: wanted, retry: false })
  return (written) => {
    const known = isCode(written) ? data?.items.find(({ id }) => id === written) : undefined
    return known === undefined ? written : text.of(known.short)
  }
}

/** The same for the one law of a legal basis; nothing where none is written. */
export function useLawName(written: string | undefined): string {
  const say = useSayLaw(written !== undefined && isCode(written))
  return written === undefined ? '' : say(written)
}

function isCode(written: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(written)
}
