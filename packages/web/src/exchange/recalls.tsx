import { useQuery } from '@tanstack/react-query'
import { askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { askRecalls } from '../recall/ask-recalls.ts'
import { RecallTree } from '../recall/recall-steps.tsx'

/** What was taken back between us and a partner, both ways, and how far each has come. Nothing where there is nothing. */
export function Recalls({ party }: { readonly party: string }) {
  const text = useText()
  const may = useMay()
  const { data: session } = useQuery(askSession)
  const { data: recalls = [] } = useQuery(askRecalls(party))
  if (recalls.length === 0) return null
  const open = recalls.filter((recall) => recall.endedAt === null)
  const overdue = open.filter((recall) => recall.overdue).length
  return (
    <details open={overdue > 0}>
      <summary>{text('recall.exchange', { count: recalls.length, open: open.length, overdue })}</summary>
      {(['sent', 'received'] as const).map((direction) => {
        const shown = recalls.filter((recall) => recall.direction === direction).slice(0, 50)
        if (shown.length === 0) return null
        return (
          <section key={direction} className="stack-tight">
            <h3>{text(`recall.exchange.${direction}`)}</h3>
            <RecallTree recalls={shown} linked={may('recall.read') && shown.every((recall) => recall.agency === session?.account.agency)} />
          </section>
        )
      })}
    </details>
  )
}
