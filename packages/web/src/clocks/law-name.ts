import { useQuery } from '@tanstack/react-query'
import { useText } from '../language/text.ts'
import { askInstruments } from './ask-clocks.ts'

/** Says the law of a legal basis by its short name where it is written by the code of an instrument that this node knows, else as it is written. */
export function useLawName(written: string | undefined): string {
  const text = useText()
  const isCode = written !== undefined && /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(written)
  const { data } = useQuery({ ...askInstruments, enabled: isCode, retry: false })
  const known = isCode ? data?.items.find(({ id }) => id === written) : undefined
  return known === undefined ? (written ?? '') : text.of(known.short)
}
