using Fulgurite.CrashLoop;

if (CrashOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(CrashOptions.Usage);
    return 2;
}

return await new CrashRun(options, Console.Out).Run() ? 0 : 1;
