import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { useAnnounce } from '../../ui/Announcer'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Away.module.css'
import { Consequences } from './Consequences'
import { type ClassException, touchedByAway } from './queries'

type ClassAwayRowProps = { exception: ClassException; onChange: () => void }

/** Classes that are not taught for some days: change it, or call it off. */
export function ClassAwayRow({ exception, onChange }: ClassAwayRowProps) {
  const { t } = useTranslation('away')
  const announce = useAnnounce()
  const callOff = useAct({
    send: (_: null, key) =>
      answer(
        api.POST('/api/class-exceptions/{exception_id}/call-off', {
          params: { path: { exception_id: exception.id }, header: withKey(key) },
        }),
      ),
    changes: touchedByAway,
    onDone: () => announce(t('classes.calledOff')),
  })
  const { name, starts_on, ends_on, effect, class_names } = exception
  const days =
    starts_on === ends_on
      ? shortDay(starts_on)
      : t('classes.days', { first: shortDay(starts_on), last: shortDay(ends_on) })
  return (
    <li>
      <div className={classes.line}>
        <div>
          <p className="strong">{name}</p>
          <p className="small numbers">{days}</p>
          <p className="smaller quiet">
            {t('classes.effect')}: {t(`classes.${effect}`).toLowerCase()}.{' '}
            {t('classes.count', { count: class_names.length })}: {class_names.slice(0, 12).join(', ')}
            {class_names.length > 12 && '…'}
          </p>
        </div>
        <div className="row">
          <Button variant="default" aria-label={t('classes.changeNamed', { name })} onClick={onChange}>
            {t('classes.change')}
          </Button>
          <ConfirmButton
            ask={
              <Consequences
                words={t('classes.callOffAsk')}
                of={['classes', exception.id]}
                ask={() =>
                  answer(api.POST('/api/class-exceptions/touched', { body: { exception_id: exception.id } }))
                }
              />
            }
            yes={t('classes.callOffYes')}
            loading={callOff.isPending}
            aria-label={t('classes.callOffNamed', { name })}
            onConfirm={() => callOff.mutate(null)}
          >
            {t('classes.callOff')}
          </ConfirmButton>
        </div>
      </div>
      {callOff.error && <RefusedNotice acting error={callOff.error} />}
    </li>
  )
}
