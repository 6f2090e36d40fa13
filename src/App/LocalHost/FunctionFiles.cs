using System.Text.Json;
using Fulgurite.Messaging;
using NCrontab;

namespace Fulgurite.App.LocalHost;

/// <summary>Reads the <c>function.json</c> files of a package, as the Functions host does.</summary>
internal static class FunctionFiles
{
    /// <summary>Every function of the package, by name.</summary>
    /// <param name="root">The folder with one folder per function: the app's own, after build and publish.</param>
    /// <exception cref="InvalidDataException">A file declares what this product does not use.</exception>
    public static IReadOnlyList<DeclaredFunction> Read(string root) =>
    [
        .. Directory.EnumerateDirectories(root)
            .Select(folder => Path.Combine(folder, "function.json"))
            .Where(File.Exists)
            .OrderBy(file => file, StringComparer.Ordinal)
            .Select(ReadOne),
    ];

    private static DeclaredFunction ReadOne(string file)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(file))!;
        try
        {
            using var declaration = JsonDocument.Parse(File.ReadAllBytes(file));
            return Declared(name, declaration.RootElement);
        }
        catch (JsonException notJson)
        {
            throw Unreadable(name, notJson);
        }
        catch (KeyNotFoundException missing)
        {
            throw Unreadable(name, missing);
        }
        catch (CrontabException badSchedule)
        {
            throw Unreadable(name, badSchedule);
        }
    }

    private static DeclaredFunction Declared(string name, JsonElement declaration)
    {
        var trigger = declaration.GetProperty("bindings").EnumerateArray().FirstOrDefault(IsTrigger);
        if (trigger.ValueKind is not JsonValueKind.Object)
        {
            throw new InvalidDataException($"the function.json of {name} has no trigger");
        }

        var binding = Text(trigger, "name");
        return Text(trigger, "type") switch
        {
            "serviceBusTrigger" => new DeclaredFunction.OnMessage(name, binding, Queue(Text(trigger, "queueName"))),
            "timerTrigger" => new DeclaredFunction.OnTimer(
                name, binding, Schedule(Text(trigger, "schedule")), trigger.GetProperty("useMonitor").GetBoolean()),
            "httpTrigger" => new DeclaredFunction.OnHttp(name, binding, Text(trigger, "route")),
            var other => throw new InvalidDataException($"{name} has a trigger of unknown type {other}"),
        };
    }

    private static InvalidDataException Unreadable(string name, Exception cause) =>
        new($"the function.json of {name} cannot be read: {cause.Message}", cause);

    private static bool IsTrigger(JsonElement binding) =>
        Text(binding, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonElement element, string property) =>
        element.GetProperty(property).GetString() ?? throw new JsonException($"{property} is null");

    private static QueueName Queue(string onTheBus)
    {
        foreach (var queue in Enum.GetValues<QueueName>())
        {
            if (queue.OnTheBus() == onTheBus)
            {
                return queue;
            }
        }

        throw new InvalidDataException($"there is no queue {onTheBus}");
    }

    // NCRONTAB: second, minute, hour, day, month, day of week.
    private static CrontabSchedule Schedule(string expression) =>
        CrontabSchedule.Parse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
}
