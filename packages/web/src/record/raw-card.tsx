import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { fetchBytes } from '../api/send.ts'
import { formatBytes } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { RawText } from './raw-text.tsx'

/** The STIX object byte for byte as stored, fetched when asked for: reading it is journaled like any reading. */
export function RawCard({ id }: { readonly id: string }) {
  const text = useText()
  const raw = useMutation({ mutationFn: () => fetchBytes(`/records/${encodeURIComponent(id)}/raw`) })
  return (
    <Card
      title={text('raw.title')}
      lead={text('raw.detail')}
      actions={
        raw.data === undefined ? (
          <Button variant="default" size="xs" onClick={() => raw.mutate()} loading={raw.isPending} data-no-print>
            {text('raw.show')}
          </Button>
        ) : (
          <span className="soft small">{formatBytes(raw.data.length, text.tag)}</span>
        )
      }
    >
      {raw.isError ? <ProblemNotice problem={raw.error} /> : null}
      {raw.data === undefined ? null : <RawText label={text('raw.title')} bytes={raw.data} fileName={`${id}.json`} />}
    </Card>
  )
}
