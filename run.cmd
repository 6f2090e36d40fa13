@echo off
cd /d "%~dp0"
dotnet run --project src/App -c Release -- local %*
