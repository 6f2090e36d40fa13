using System.Globalization;
using System.Text.Json.Nodes;

namespace Fulgurite.Bench.Figures;

/// <summary>The figures of one run: a Markdown table for people, JSON for programs.</summary>
internal sealed class Report
{
    private readonly List<Figure> figures = [];

    /// <summary>Adds a figure, and tells it on standard error at once: a run takes minutes.</summary>
    public void Add(string bench, string name, double value, string unit, Target? target = null)
    {
        var figure = new Figure(bench, name, value, unit, target);
        figures.Add(figure);
        Console.Error.WriteLine(Row(figure));
    }

    /// <summary>The table.</summary>
    public string ToMarkdown() => string.Join('\n',
    [
        "| bench | what | measured | target | |",
        "|---|---|---:|---:|---|",
        .. figures.Select(Row),
    ]);

    /// <summary>The figures and where they were measured.</summary>
    public JsonObject ToJson() => new()
    {
        ["machine"] = Machine(),
        ["figures"] = new JsonArray([.. figures.Select(ToJson)]),
    };

    /// <summary>What the figures depend on.</summary>
    public static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, load {LoadAverage()}");

    private static string LoadAverage() => File.Exists("/proc/loadavg")
        ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])
        : "unknown";

    private static string Row(Figure figure) => string.Join(
        " | ",
        "| " + figure.Bench,
        figure.Name,
        $"{Number(figure.Value)} {figure.Unit}",
        figure.Target is { } target ? target.ToString() : "",
        figure.Target is { } bound ? (bound.IsMetBy(figure.Value) ? "met" : "missed") : "") + " |";

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);

    private static JsonNode ToJson(Figure figure) => new JsonObject
    {
        ["bench"] = figure.Bench,
        ["name"] = figure.Name,
        ["value"] = figure.Value,
        ["unit"] = figure.Unit,
        ["target"] = figure.Target?.ToString(),
        ["met"] = figure.Target is { } target ? target.IsMetBy(figure.Value) : null,
    };
}
