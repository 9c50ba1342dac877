import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { doubled } from './dryRun'
import type { PartProps } from './part'
import { StaffMatch } from './StaffMatch'
import classes from './Timetable.module.css'

const FEW = 12

/** Who stands behind a name in the file, where the file tells. */
const told = ({ name, full_name, email }: Schema<'TeacherSeen'>) =>
  [full_name === name ? '' : full_name, email].filter(Boolean).join(', ')

/** Who the teachers of the file are here: unknown ones first, since they are to look at. */
export function StaffFields({ seen, choices, change }: PartProps) {
  const { t } = useTranslation('timetable')
  const [all, setAll] = useState(false)
  // By what was proposed, so that a row keeps its place while it is matched.
  const teachers = [...seen.teachers].sort(
    (a, b) => Number(Boolean(a.staff_id)) - Number(Boolean(b.staff_id)),
  )
  const known = teachers.filter(teacher => teacher.staff_id).length
  const twice = doubled(choices, seen)
  return (
    <Section
      plain
      title={t('run.staff.heading')}
      side={
        <span className="small quiet">
          {t('run.staff.known', { count: known })}, {t('run.staff.new', { count: teachers.length - known })}
        </span>
      }
    >
      <div className="stack">
        <p className="small quiet">{t('run.staff.lead')}</p>
        {twice.map(name => (
          <Notice key={name} tone="needs" announced>
            {t('run.staff.twice', { name })}
          </Notice>
        ))}
        <table className={`facts-table ${classes.words}`} aria-label={t('run.staff.caption')}>
          <thead>
            <tr>
              <th scope="col">{t('run.staff.theirs')}</th>
              <th scope="col" className="figure">
                {t('run.staff.lessons')}
              </th>
              <th scope="col">{t('run.staff.ours')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? teachers : teachers.slice(0, FEW)).map(teacher => (
              <tr key={teacher.name}>
                <th scope="row">
                  {teacher.name}
                  {told(teacher) && <div className="small quiet">{told(teacher)}</div>}
                </th>
                <td className="figure">{teacher.lesson_count}</td>
                <td>
                  <StaffMatch
                    teacher={teacher}
                    chosen={choices.matches[teacher.name]}
                    onChoose={who => change({ matches: { ...choices.matches, [teacher.name]: who } })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {!all && teachers.length > FEW && (
          <div>
            <Button variant="default" onClick={() => setAll(true)}>
              {t('run.staff.all', { count: teachers.length })}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
