import { maxAttachedFiles, maxFileBytes } from '@enlace/records'
import { ActionIcon, Button } from '@mantine/core'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Problem } from '../../api/problem.ts'
import { formatBytes, formatNumber } from '../../language/format.ts'
import { type Text, useText } from '../../language/text.ts'
import { IconFileText, IconPlus, IconX } from '../../parts/icon.tsx'
import type { DraftFile } from '../drafts/form-draft.ts'
import { FieldError } from '../inputs/frame.tsx'
import classes from './files-input.module.css'
import { type FileRefusal, hashFile, inspectFile, uploadFile } from './take-file.ts'

type Props = {
  readonly files: readonly DraftFile[]
  readonly readOnly: boolean
  /** Changes the list as it is then: uploads end in their own time. */
  readonly onChange: (change: (files: readonly DraftFile[]) => readonly DraftFile[]) => void
}

/** A file on its way, or one that was not taken: what is said of it. */
type Pending = { readonly key: number; readonly file: File; readonly share: number; readonly problem?: string; readonly again: boolean }

/** Files of a record: fingerprinted here, their type held against their content, sent to the node sealed; each refusal is said and names the file. */
export function FilesInput({ files, readOnly, onChange }: Props) {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  const count = useRef(0)
  const [pending, setPending] = useState<readonly Pending[]>([])
  const help = useId()
  const set = (key: number, part: Partial<Pending>) =>
    setPending((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const drop = (key: number) => setPending((before) => before.filter((one) => one.key !== key))

  const take = async (file: File, key: number) => {
    const refusal = await inspectFile(file)
    if (refusal !== undefined) return set(key, { problem: sayRefusal(refusal, file.name, text), again: false })
    try {
      const sha256 = await hashFile(file)
      if (files.some((one) => one.sha256 === sha256))
        return set(key, { problem: text('forms.files.twice', { name: file.name }), again: false })
      const taken = await uploadFile(file, sha256, (share) => set(key, { share }))
      onChange((before) => (before.some((one) => one.sha256 === sha256) ? before : [...before, taken]))
      drop(key)
    } catch (cause) {
      const reason =
        cause instanceof Problem && cause.code !== 'offline' ? cause.detail || cause.title || cause.code : text('problem.offline.title')
      set(key, { problem: text('forms.files.failed', { name: file.name, reason }), again: true })
    }
  }
  const add = (chosen: readonly File[]) => {
    const room = maxAttachedFiles - files.length - pending.filter(({ problem }) => problem === undefined).length
    for (const [index, file] of chosen.entries()) {
      const key = ++count.current
      const full = index >= room
      const problem = full ? { problem: text('forms.files.tooMany', { max: maxAttachedFiles }) } : {}
      setPending((before) => [...before, { key, file, share: 0, again: false, ...problem }])
      if (!full) take(file, key)
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    if (!readOnly) add([...event.dataTransfer.files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button is the one for everybody
    <div className="stack-tight" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <p id={help} className="soft small">
        {text('forms.files.help')} {text('forms.files.most', { max: formatBytes(maxFileBytes, text.tag) })}
      </p>
      <ul className={classes.list}>
        {files.map((file) => (
          <li key={file.sha256} className={classes.file}>
            <IconFileText size={18} aria-hidden="true" />
            <span className={classes.name}>
              <bdi>{file.name}</bdi> <span className="soft small">{formatBytes(file.sizeBytes, text.tag)}</span>
              <code className={classes.hash}>{file.sha256}</code>
            </span>
            {readOnly ? null : (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={text('forms.files.remove', { name: file.name })}
                onClick={() => onChange((before) => before.filter((one) => one.sha256 !== file.sha256))}
              >
                <IconX size={18} />
              </ActionIcon>
            )}
          </li>
        ))}
        {pending.map((one) => (
          <li key={one.key} className={classes.file} role="status">
            {one.problem === undefined ? (
              <span>
                {text('forms.files.reading', { name: one.file.name, percent: formatNumber(one.share, text.tag, { style: 'percent' }) })}
              </span>
            ) : (
              <>
                <FieldError>{one.problem}</FieldError>
                {one.again ? (
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => {
                      setPending((before) =>
                        before.map((each) => (each.key === one.key ? { key: one.key, file: one.file, share: 0, again: false } : each)),
                      )
                      take(one.file, one.key)
                    }}
                  >
                    {text('forms.files.retry', { name: one.file.name })}
                  </Button>
                ) : null}
                <ActionIcon variant="subtle" color="gray" aria-label={text('action.close')} onClick={() => drop(one.key)}>
                  <IconX size={16} />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={text('forms.files.add')}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {readOnly ? null : (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} />}
            aria-describedby={help}
            onClick={() => input.current?.click()}
          >
            {text('forms.files.add')}
          </Button>
        </div>
      )}
    </div>
  )
}

function sayRefusal(refusal: FileRefusal, name: string, text: Text): string {
  if (refusal.why === 'differs') {
    return text('forms.files.differs', { name, said: sayType(refusal.said, text), found: sayType(refusal.found, text) })
  }
  if (refusal.why === 'too_large') return text('forms.files.tooLarge', { name, max: formatBytes(maxFileBytes, text.tag) })
  return text(refusal.why === 'empty' ? 'forms.files.empty' : 'forms.files.name', { name })
}

const short: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'application/zip': 'ZIP',
}
const programs = /portable-executable|x-executable|mach-binary|x-sh$|java-vm/

/** A media type as a person calls it. */
function sayType(type: string, text: Text): string {
  if (programs.test(type)) return text('forms.files.program')
  return short[type] ?? (type === '' || type === 'application/octet-stream' ? text('forms.files.unknownType') : type)
}
