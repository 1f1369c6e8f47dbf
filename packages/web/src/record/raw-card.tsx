import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { fetchBytes } from '../api/send.ts'
import { formatBytes } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { ProblemNotice } from '../parts/notice.tsx'
import { saveFile } from '../parts/save-file.ts'
import { ScrollText } from '../parts/scroll-text.tsx'

/** The STIX object byte for byte as stored, fetched when asked for: reading it is journaled like any reading. */
export function RawCard({ id }: { readonly id: string }) {
  const text = useText()
  const raw = useMutation({ mutationFn: () => fetchBytes(`/records/${encodeURIComponent(id)}/raw`) })
  return (
    <section className="card pad stack" aria-labelledby="raw">
      <div className="spread">
        <h2 id="raw">{text('raw.title')}</h2>
        {raw.data === undefined ? (
          <Button variant="default" size="xs" onClick={() => raw.mutate()} loading={raw.isPending}>
            {text('raw.show')}
          </Button>
        ) : (
          <Button variant="default" size="xs" onClick={() => saveFile(`${id}.json`, 'application/stix+json', raw.data)}>
            {text('raw.save', { size: formatBytes(raw.data.length, text.tag) })}
          </Button>
        )}
      </div>
      <p className="soft small">{text('raw.detail')}</p>
      {raw.isError ? <ProblemNotice problem={raw.error} /> : null}
      {raw.data === undefined ? null : <ScrollText label={text('raw.title')} content={new TextDecoder().decode(raw.data)} />}
    </section>
  )
}
