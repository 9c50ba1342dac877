import { Button, Radio } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { useAnnounce } from '../../ui/Announcer'
import { KindWord } from '../../ui/KindWord'
import { SaveRefused } from '../../ui/SaveRefused'
import { changesBetween, dayOff, type MarkKind, type Marks, marksBody, marksOf, pressed } from './marks'
import { gridQuery } from './queries'
import classes from './TeacherGrid.module.css'
import { TeacherTable } from './TeacherTable'

const KINDS = ['ppa', 'ect', 'duty', 'leadership', 'off'] as const satisfies readonly MarkKind[]

type MarkFormProps = { grid: Schema<'TeacherGrid'>; onDraw: (marks: Marks | null) => void }

/** Choose a kind, press the periods, save. Who may not mark sees the same table without buttons. */
export function MarkForm({ grid, onDraw }: MarkFormProps) {
  const { t } = useTranslation('timetable')
  const me = useMe()
  const client = useQueryClient()
  const announce = useAnnounce()
  const stored = marksOf(grid)
  const [marks, setMarks] = useState(stored)
  const [kind, setKind] = useState<MarkKind | 'clear'>('ppa')
  const changes = changesBetween(stored, marks)
  const draw = (next: Marks) => {
    setMarks(next)
    onDraw(next)
  }
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/api/staff/{staff_id}/marks', {
          params: { path: { staff_id: grid.staff_id }, header: ifMatch(grid.staff_version) },
          body: marksBody(marks),
        }),
      ),
    onSuccess: saved => {
      announce(t('teacher.saved'))
      onDraw(null)
      client.setQueryData(gridQuery(grid.staff_id).queryKey, saved)
      for (const queryKey of [['my-week'], ['plan'], ['staff', 'one']])
        void client.invalidateQueries({ queryKey })
    },
  })
  useBlocker({
    shouldBlockFn: () => changes > 0 && !save.isSuccess && !window.confirm(t('teacher.leave')),
    enableBeforeUnload: () => changes > 0,
  })
  const mayMark = holds(me, 'head', 'cpd_lead', 'cover_lead')
  return (
    <div className="stack">
      {mayMark && (
        <div className="panel">
          <Radio.Group
            label={t('teacher.marking')}
            description={t('teacher.lead')}
            value={kind}
            onChange={value => setKind(value as MarkKind | 'clear')}
          >
            <div className={classes.kinds}>
              {KINDS.map(one => (
                <Radio key={one} value={one} label={<KindWord kind={one} />} />
              ))}
              <Radio value="clear" label={t('teacher.clear')} />
            </div>
          </Radio.Group>
        </div>
      )}
      <TeacherTable
        grid={grid}
        marks={marks}
        {...(mayMark
          ? {
              onPress: (day: string, period: string) =>
                draw(pressed(marks, day, period, kind === 'clear' ? null : kind)),
              onDayOff: (day: string) => draw(dayOff(marks, day)),
            }
          : {})}
      />
      <SaveRefused
        error={save.error}
        onReload={() => void client.invalidateQueries({ queryKey: gridQuery(grid.staff_id).queryKey })}
      />
      {mayMark && (
        <div className={classes.save}>
          <Button disabled={changes === 0} loading={save.isPending} onClick={() => save.mutate()}>
            {changes === 0 ? t('teacher.saveNone') : t('teacher.save', { count: changes })}
          </Button>
          {changes > 0 && (
            <Button variant="default" onClick={() => draw(stored)}>
              {t('teacher.undo')}
            </Button>
          )}
          <p role="status" className="small quiet">
            {t(changes > 0 ? 'teacher.unsaved' : 'teacher.unchanged')}
          </p>
        </div>
      )}
    </div>
  )
}
