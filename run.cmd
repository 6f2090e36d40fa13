@dotnet run --project "%~dp0src/App" -c Release -- local %*
