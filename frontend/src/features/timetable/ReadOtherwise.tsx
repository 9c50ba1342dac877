import { Button, NativeSelect } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import { ColumnStep } from './ColumnStep'
import classes from './Columns.module.css'
import { heldFiles } from './heldFiles'
import { useReadFiles } from './useReadFiles'

/** What was decided in reading the files, and how to decide otherwise. Nothing where nothing was. */
export function ReadOtherwise({ seen }: { seen: Schema<'ImportOut'> }) {
  const { t } = useTranslation('timetable')
  const navigate = useNavigate()
  const reading = useReadFiles(id =>
    navigate({ to: '/school/timetable/import/$importId', params: { importId: id } }),
  )
  const [solution, setSolution] = useState(seen.solution ?? '')
  const [isChoosing, setIsChoosing] = useState(false)
  const files = heldFiles(seen.id)
  const hasSolutions = seen.solutions.length > 1
  if (!hasSolutions && !seen.table) return null
  const again = (fields: Record<string, string>) => files && reading.read(files, fields)
  return (
    <>
      <Section title={t(hasSolutions ? 'otherwise.solutions' : 'otherwise.columns')}>
        <div className="stack">
          {hasSolutions && (
            <p className="small">
              {t('otherwise.solution', { solution: seen.solution, count: seen.solutions.length })}
            </p>
          )}
          {seen.table && (
            <p className="small">
              {t('otherwise.chosen', {
                columns: seen.table.columns
                  .map(({ heading, column }) => t('otherwise.column', { heading, column }))
                  .join(', '),
              })}
            </p>
          )}
          {files === null && (
            <p className="small quiet">
              {t('otherwise.gone')}{' '}
              <Link to="/school/timetable/import" className="text-link">
                {t('otherwise.chooseFiles')}
              </Link>
            </p>
          )}
          {files !== null && hasSolutions && (
            <div className={classes.otherwise}>
              <NativeSelect
                label={t('otherwise.other')}
                value={solution}
                data={seen.solutions}
                onChange={event => setSolution(event.currentTarget.value)}
              />
              <Button
                variant="default"
                loading={reading.isPending}
                disabled={solution === seen.solution}
                onClick={() => again({ solution })}
              >
                {t('otherwise.readSolution')}
              </Button>
            </div>
          )}
          {files !== null && seen.table && !isChoosing && (
            <div>
              <Button variant="default" onClick={() => setIsChoosing(true)}>
                {t('otherwise.chooseColumns')}
              </Button>
            </div>
          )}
          {reading.error && !reading.wasStopped && <RefusedNotice acting error={reading.error} />}
        </div>
      </Section>
      {files !== null && seen.table && isChoosing && (
        <ColumnStep
          focused
          table={seen.table}
          busy={reading.isPending}
          onChosen={columns => again({ columns })}
        />
      )}
    </>
  )
}
