import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { fetchBytes } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { formatBytes } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconDownload, IconFileText } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { saveFile } from '../parts/save-file.ts'
import classes from './files-card.module.css'

type File = RecordDetail['files'][number]

/** The files of a record: what they are, and where they stand. Nothing of them is opened by the page. */
export function FilesCard({ files }: { readonly files: readonly File[] }) {
  const text = useText()
  const save = useMutation({
    mutationFn: async (file: File) => saveFile(file.name, 'application/octet-stream', await fetchBytes(`/files/${file.sha256}`)),
  })
  if (files.length === 0) return null
  return (
    <Card title={text('record.files.title', { count: files.length })} lead={text('record.files.careful')}>
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.sha256}>
            <IconFileText size={20} aria-hidden="true" />
            <span className={classes.words}>
              <bdi className={classes.name}>{file.name}</bdi>
              <span className="soft small">
                {formatBytes(file.sizeBytes, text.tag)} · {file.type} ·{' '}
                <code title={file.sha256}>{text('record.files.hash', { start: file.sha256.slice(0, 12) })}</code>
              </span>
            </span>
            {file.state === 'held' ? (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconDownload size={16} />}
                loading={save.isPending && save.variables.sha256 === file.sha256}
                onClick={() => save.mutate(file)}
                aria-label={text('record.files.save', { name: file.name })}
                data-no-print
              >
                {text('raw.save', { size: formatBytes(file.sizeBytes, text.tag) })}
              </Button>
            ) : (
              <span className="soft">{text(`record.files.${file.state}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {save.isError ? <ProblemNotice problem={save.error} /> : null}
    </Card>
  )
}
