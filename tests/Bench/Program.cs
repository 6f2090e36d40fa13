using Fulgurite.Bench;
using Fulgurite.Bench.Figures;

if (args is ["child", var role, .. var rest])
{
    await Children.Run(role, rest);
    return 0;
}

if (BenchOptions.Parse(args) is not { } options || options.Names.Except(Benches.All.Keys).Any())
{
    Console.Error.WriteLine(Benches.Usage);
    return 1;
}

var report = new Report();
Console.Error.WriteLine(Report.Machine());
foreach (var (name, run) in Benches.All)
{
    if (options.Names.Count == 0 || options.Names.Contains(name))
    {
        await run(options, report);
    }
}

Console.WriteLine(report.ToMarkdown());
if (options.JsonFile is { } file)
{
    await File.WriteAllTextAsync(file, report.ToJson().ToJsonString() + "\n");
}

return 0;
