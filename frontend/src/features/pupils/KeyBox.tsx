import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Schema } from '../../api/client'
import { orNone } from '../../api/paged'
import { isRefusedWith } from '../../api/problems'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { DeleteKey } from './DeleteKey'
import { KeyForm } from './KeyForm'

type Opened = Schema<'PupilKeyOut'> | null

/**
 * The key, closed until somebody opens it: each opening is written down, so it is asked for by a button and
 * never ahead of time, and what it says is held by this screen alone.
 */
export function KeyBox({ cycle }: { cycle: Pick<Schema<'CycleOut'>, 'id' | 'state'> }) {
  const { t } = useTranslation('pupils')
  const [opened, setOpened] = useState<Opened | undefined>()
  const open = useMutation<Opened>({
    gcTime: 0,
    mutationFn: () =>
      orNone(
        answer(api.GET('/api/cycles/{cycle_id}/pupil-key', { params: { path: { cycle_id: cycle.id } } })),
      ),
    onSuccess: setOpened,
  })
  const close = () => {
    setOpened(undefined)
    open.reset()
  }
  if (opened === null && cycle.state !== 'active')
    return (
      <Section title={t('key.name')}>
        <p role="status">{t('key.noneEnded')}</p>
      </Section>
    )
  if (opened !== undefined)
    return (
      <Section title={t(opened ? 'key.name' : 'key.none')}>
        <KeyForm
          key={opened?.text ?? ''}
          cycleId={cycle.id}
          mayWrite={cycle.state === 'active'}
          kept={opened}
          onKept={setOpened}
          onClose={close}
        />
        {opened && <DeleteKey cycleId={cycle.id} onDone={close} />}
      </Section>
    )
  return (
    <Section title={t('key.name')}>
      <div className="stack" style={{ justifyItems: 'start' }}>
        <p id="key-audited" className="small quiet">
          {t('key.audited')}
        </p>
        {open.error && <RefusedNotice acting error={open.error} />}
        {isRefusedWith(open.error, 'pupils/key-cannot-be-opened') ? (
          <DeleteKey cycleId={cycle.id} onDone={close} />
        ) : (
          <Button aria-describedby="key-audited" loading={open.isPending} onClick={() => open.mutate()}>
            {t('key.open')}
          </Button>
        )}
      </div>
    </Section>
  )
}
