using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fulgurite.Tidy.Rules;

/// <summary>A function is a folder: its function.json beside its handler, the folder's name its name.</summary>
internal static partial class Functions
{
    private const string Rule = "function";

    public static IEnumerable<Violation> Names(Repository repository)
    {
        var functions = Declared(repository).ToList();
        var badlyNamed = from file in functions
                         where !FunctionName().IsMatch(file.Folders[^1])
                         select file.At(1, Rule, "the folder is a letter, then letters, digits, - or _ (up to 128)");
        var twice = from file in functions
                    group file by file.Folders[^1].ToUpperInvariant() into same
                    from second in same.Skip(1)
                    select second.At(1, Rule, $"{same.First().Path} has the same name, and publishing keeps one");
        return badlyNamed.Concat(twice);
    }

    public static IEnumerable<Violation> Triggers(Repository repository) =>
        from file in Declared(repository)
        let problem = Problem(file.Text)
        where problem is not null
        select file.At(1, Rule, problem);

    public static IEnumerable<Violation> Handlers(Repository repository) =>
        from file in Declared(repository)
        where !repository.CSharp.Any(code => code.Folders.SequenceEqual(file.Folders))
        select file.At(1, Rule, "no C# file beside it: the handler lives in the function's folder");

    private static IEnumerable<SourceFile> Declared(Repository repository) =>
        repository.Files.Where(file => file.Name == "function.json" && file.IsUnder("src"));

    private static string? Problem(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var triggers = json.RootElement.GetProperty("bindings").EnumerateArray()
                .Select(binding => binding.GetProperty("type").GetString() ?? "")
                .Count(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
            return triggers == 1 ? null : $"{triggers} triggers among the bindings: a function has exactly one";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"not a function's JSON: {e.Message}";
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex FunctionName();
}
