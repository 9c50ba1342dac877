import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { editOf, valuesOf } from './addressForm'
import type { Source } from './queries'
import { useEditAddress } from './useEditAddress'

/** Leaves an address alone for a while, or goes on with it. */
export function PauseAddress({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  const announce = useAnnounce()
  const edit = useEditAddress(source, saved =>
    announce(t(saved.is_active ? 'goesOn' : 'paused', { name: saved.name })),
  )
  return (
    <div>
      <Button
        variant="default"
        loading={edit.isPending}
        onClick={() => edit.mutate(editOf(valuesOf(source), !source.is_active))}
      >
        {t(source.is_active ? 'pause' : 'goOn')}
      </Button>
      {edit.error && <RefusedNotice acting error={edit.error} />}
    </div>
  )
}
