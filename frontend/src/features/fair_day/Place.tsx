import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ProgrammeOut, programmeQuery, type SlotKind, type Unplaced } from './queries'
import { SlotForm } from './SlotForm'
import { newPlace } from './slotForm'
import { useSlot } from './useSlot'

type PlaceProps = {
  finding: Pick<Unplaced, 'id' | 'title' | 'authors'>
  kinds: readonly SlotKind[]
  programme: ProgrammeOut
  onClose: () => void
}

/** Gives one finding one place, by hand. */
export function Place({ finding, kinds, programme: { fair, rooms }, onClose }: PlaceProps) {
  const { t } = useTranslation('fairDay')
  const client = useQueryClient()
  const give = useSlot(fair, onClose)
  return (
    <SlotForm
      rooms={rooms}
      authors={finding.authors}
      values={newPlace(finding, rooms, kinds[0])}
      kinds={kinds}
      label={t('slot.give')}
      error={give.error}
      isBusy={give.isPending}
      onSubmit={values => give.mutate({ place: values, finding })}
      onCancel={onClose}
      onReload={() => void client.invalidateQueries(programmeQuery(fair.id)).then(() => give.reset())}
    />
  )
}
