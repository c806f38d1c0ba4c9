# A task's life with PowerShell. Needs $env:TASKYARD_API (ends with a slash) and $env:TASKYARD_TOKEN.
$ErrorActionPreference = "Stop"
$BASE_URL = $env:TASKYARD_API.TrimEnd("/")
$AUTH = $env:TASKYARD_TOKEN

# Make a task
$body = @{
  title = "First task"
  description = "Created via API"
  status = "PENDING"
} | ConvertTo-Json

$task = Invoke-RestMethod `
  -Method POST `
  -Uri "$BASE_URL/tasks" `
  -Headers @{ Authorization = $AUTH } `
  -ContentType "application/json" `
  -Body $body

# List the tasks
(Invoke-RestMethod -Method GET -Uri "$BASE_URL/tasks" -Headers @{ Authorization = $AUTH }).items

# Change its status alone; what is not named stays
$update = @{ status = "IN_PROGRESS" } | ConvertTo-Json

Invoke-RestMethod `
  -Method PUT `
  -Uri "$BASE_URL/tasks/$($task.id)" `
  -Headers @{ Authorization = $AUTH } `
  -ContentType "application/json" `
  -Body $update

# Get it, then delete it
Invoke-RestMethod -Method GET -Uri "$BASE_URL/tasks/$($task.id)" -Headers @{ Authorization = $AUTH }
Invoke-RestMethod -Method DELETE -Uri "$BASE_URL/tasks/$($task.id)" -Headers @{ Authorization = $AUTH }
