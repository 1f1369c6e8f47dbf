import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { IconFileCertificate } from '../parts/icon.tsx'

/** The way to an evidence file for who may make one and not read the record: an inspector elsewhere, or anybody after erasure. */
export function EvidenceLink({ id }: { readonly id: string }) {
  const text = useText()
  const may = useMay()
  const router = useRouter()
  if (!may('evidence.make')) return null
  return (
    <Button
      variant="default"
      leftSection={<IconFileCertificate size={16} />}
      onClick={() => router.history.push(`/evidence?record=${encodeURIComponent(id)}`)}
      data-no-print
    >
      {text('record.act.evidence')}
    </Button>
  )
}
