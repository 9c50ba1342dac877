import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, type Schema } from '../../api/client'
import { isRefusedWith } from '../../api/problems'
import { longDate, today } from '../../lib/dates'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { useTrouble } from '../../ui/useTrouble'
import classes from './Desk.module.css'
import { staffQuery } from './queries'

/** Takes back what somebody who leaves has not placed. Nothing for who stays. */
export function PersonTimeLeaving({ time }: { time: Schema<'TimeOut'> }) {
  const { t } = useTranslation('desk')
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const { staff_id: staffId, staff_name: name } = time
  const { data: staff } = useQuery(staffQuery(staffId))
  const form = useForm({
    initialValues: { reason: t('person.leave.reasonValue') },
    validate: { reason: value => (value.trim() ? null : t('person.leave.reasonBad')) },
  })
  const takeBack = useAct({
    send: (body: Schema<'LeaverIn'>, key) =>
      answer(
        api.POST('/api/staff/{staff_id}/time/leave', {
          params: { path: { staff_id: staffId }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['time'], ['desk'], ['closing']],
    onDone: ({ taken_back_minutes: taken }) =>
      announce(t('person.leave.done', { minutes: inMinutes(taken) })),
  })
  if (!staff || (staff.is_active && staff.left_on === null)) return null
  const day = staff.left_on && longDate(staff.left_on)
  const heading = !day
    ? t('person.leave.headingGone', { name })
    : t(staff.left_on && staff.left_on >= today() ? 'person.leave.headingOn' : 'person.leave.headingLeft', {
        name,
        day,
      })
  const minutes = inMinutes(time.unplaced_minutes)
  return (
    <Section title={heading}>
      {time.unplaced_minutes === 0 ? (
        <p className="small quiet">{t('person.leave.none')}</p>
      ) : (
        <form
          noValidate
          className={classes.sign}
          onSubmit={form.onSubmit(({ reason }) =>
            takeBack.mutate(
              { reason: reason.trim() },
              { onError: error => form.setErrors(trouble(error).fields) },
            ),
          )}
        >
          <p className="small quiet">{t('person.leave.lead', { minutes })}</p>
          <div className={classes.signLine}>
            <TextInput label={t('person.leave.reason')} maxLength={200} {...form.getInputProps('reason')} />
            <Button type="submit" variant="light" loading={takeBack.isPending}>
              {t('person.leave.act', { minutes })}
            </Button>
          </div>
          {takeBack.error && (
            <RefusedNotice
              acting
              error={takeBack.error}
              next={
                isRefusedWith(takeBack.error, 'time-budget/still-here') && (
                  <Link to="/school/people/$staffId" params={{ staffId }} className="text-link">
                    {t('person.leave.toPerson')}
                  </Link>
                )
              }
            />
          )}
        </form>
      )}
    </Section>
  )
}
