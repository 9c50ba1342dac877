import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { AttendanceRow } from './AttendanceRow'
import { attendanceBody, isBad, type Line, linesOf, sumOf } from './attendance'
import classes from './FairDay.module.css'
import type { AttendanceOut, AttendanceWish, Staff } from './queries'

type AttendanceFormProps = { fairId: string; stored: AttendanceOut; staff: Staff[] }

/** Ticks who was there; everybody for the whole fair unless it was less. */
export function AttendanceForm({ fairId, stored, staff }: AttendanceFormProps) {
  const { t } = useTranslation('fairDay')
  const announce = useAnnounce()
  const most = stored.minutes_max
  const [lines, setLines] = useState(() => linesOf(staff, stored.people, most))
  const [words, setWords] = useState('')
  const save = useAct({
    send: (body: AttendanceWish, key) =>
      answer(
        api.POST('/api/fairs/{fair_id}/attendance', {
          params: { path: { fair_id: fairId }, header: withKey(key) },
          body,
        }),
      ),
    changes: [['fairs'], ['working-time']],
    onDone: now => {
      setLines(linesOf(staff, now.people, most))
      announce(t('people.saved', { count: now.people.length }))
    },
  })
  const change = (id: string, line: Line) => setLines(before => ({ ...before, [id]: line }))
  const tick = (came: boolean) =>
    setLines(before =>
      Object.fromEntries(
        Object.entries(before).map(([id, line]) => [id, { ...line, came: came || line.kept !== null }]),
      ),
    )
  const found = staff.filter(one => one.name.toLowerCase().includes(words.trim().toLowerCase()))
  const sum = sumOf(lines)
  const body = attendanceBody(lines)
  const bad = Object.values(lines).some(line => isBad(line, most))
  return (
    <Section title={t('people.name')}>
      <form
        noValidate
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          if (!bad && body.staff.length > 0) save.mutate(body)
        }}
      >
        <div className={classes.row}>
          <TextInput
            label={t('people.find')}
            value={words}
            onChange={event => setWords(event.currentTarget.value)}
          />
          <div className="row">
            <Button variant="default" onClick={() => tick(true)}>
              {t('people.all')}
            </Button>
            <Button variant="subtle" onClick={() => tick(false)}>
              {t('people.none')}
            </Button>
          </div>
        </div>
        {found.length === 0 && <p role="status">{t('people.nobody')}</p>}
        <ul className={classes.people}>
          {found.map(({ id, name }) => {
            const line = lines[id]
            return (
              line && (
                <AttendanceRow
                  key={id}
                  name={name}
                  line={line}
                  most={most}
                  onChange={next => change(id, next)}
                />
              )
            )
          })}
        </ul>
        {save.error && <RefusedNotice acting error={save.error} />}
        <div className={classes.save}>
          <Button type="submit" loading={save.isPending} disabled={bad || body.staff.length === 0}>
            {t('people.save')}
          </Button>
          <p role="status" className="small quiet numbers">
            {bad
              ? t('people.bad', { most })
              : t('people.count', { count: sum.count, minutes: inMinutes(sum.minutes) })}
          </p>
        </div>
      </form>
    </Section>
  )
}
