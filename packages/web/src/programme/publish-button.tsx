import type { PublicationAsked } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { ProblemNotice } from '../parts/notice.tsx'
import { useDeed } from '../parts/use-deed.ts'

/** Proposes to put a record of the programme, with what was said of it, on the public site; it is public once a second person agrees. */
export function PublishButton({ id }: { readonly id: string }) {
  const text = useText()
  const may = useMay()
  const client = useQueryClient()
  const { busy, problem, run } = useDeed(
    async () => {
      const body = { items: [id], does: 'publish', publishAt: nodeNow().toISOString(), announced: null, reason: null }
      await send<PublicationAsked>('POST', '/programme/publications', { body })
      await client.invalidateQueries({ queryKey: ['record', 'publications'] })
    },
    { done: text('programme.publication.asked'), onClose: () => undefined },
  )
  if (!may('publication.ask')) return null
  return (
    <>
      <Button variant="default" loading={busy} onClick={run}>
        {text('programme.publication.ask')}
      </Button>
      {problem === undefined ? null : <ProblemNotice problem={problem} />}
    </>
  )
}
