using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulgurite.Tidy.Rules;

/// <summary>
/// What would make a run impossible to replay, or a release different from a build. Read from the syntax: a type is
/// known by its simple name, a provider of time by a name that says so.
/// </summary>
internal static partial class BannedSymbols
{
    private const string Rule = "banned-symbol";
    private const string Now = "take `now` as an argument; at the edge, TimeProvider.GetUtcNow()";
    private const string Ids = "take the id as an argument; at the edge, from the source of ids";
    private const string Chance = "take the source of randomness as an argument";
    private const string Elapsed = "TimeProvider.GetTimestamp() and GetElapsedTime()";
    private const string Settings = "read it in src/App/Settings.cs and pass the value";
    private const string TypedJson = "name the type: MyJsonContext.Default.MyType, from the source-generated context";

    private static readonly BannedSymbol[] Members =
    [
        new("DateTime", "Now", Now),
        new("DateTime", "UtcNow", Now),
        new("DateTime", "Today", Now),
        new("DateTimeOffset", "Now", Now),
        new("DateTimeOffset", "UtcNow", Now),
        new("TimeProvider", "System", "take the TimeProvider; the composition chooses it", "src/App/"),
        new("Stopwatch", "StartNew", Elapsed),
        new("Stopwatch", "GetTimestamp", Elapsed),
        new("Environment", "TickCount", Elapsed),
        new("Environment", "TickCount64", Elapsed),
        new("Guid", "NewGuid", Ids),
        new("Guid", "CreateVersion7", Ids),
        new("Random", "Shared", Chance),
        new("Thread", "Sleep", "await Task.Delay(delay, timeProvider, cancel)"),
        new("Environment", "GetEnvironmentVariable", Settings, "src/App/Settings"),
        new("Environment", "GetEnvironmentVariables", Settings, "src/App/Settings"),
        new("Console", "*", "log through the slice's Log class, or return the text to src/App/Cli", "src/App/"),
    ];

    public static IEnumerable<Violation> InSources(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("src")
        from node in file.Root.DescendantNodes()
        let instead = Replacement(file, node)
        where instead is not null
        select file.At(node, Rule, $"`{Shortened(node)}`: {instead}");

    public static IEnumerable<Violation> SleepInTests(Repository repository) =>
        from file in repository.CSharp
        where file.IsUnder("tests")
        from member in file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where SimpleName(member.Expression) == "Thread" && member.Name.Identifier.Text == "Sleep"
        select file.At(member, "test-sleep", "tests do not sleep: wait for the event, or advance a fake TimeProvider");

    private static string? Replacement(SourceFile file, SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax member => OfMember(file, member),
        InvocationExpressionSyntax call => OfCall(call),
        ObjectCreationExpressionSyntax creation => OfCreation(creation),
        _ => null,
    };

    private static string? OfMember(SourceFile file, MemberAccessExpressionSyntax member)
    {
        var (type, name) = (SimpleName(member.Expression), member.Name.Identifier.Text);
        var banned = Members.FirstOrDefault(symbol => symbol.Is(type, name));
        return banned is null || IsAllowed(file, banned) ? null : banned.Instead;
    }

    // Inside src/App the console belongs to the command line alone; the other exceptions are plain prefixes.
    private static bool IsAllowed(SourceFile file, BannedSymbol banned) => banned.Type == "Console"
        ? file.IsUnder("src/App/Cli") || file.Path == "src/App/Program.cs"
        : banned.Except is { } prefix && file.Path.StartsWith(prefix, StringComparison.Ordinal);

    private static string? OfCall(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax member)
        {
            return null;
        }

        var name = member.Name.Identifier.Text;
        var isJson = SimpleName(member.Expression) == "JsonSerializer" || JsonShortcut().IsMatch(name);
        return name switch
        {
            "Delay" when SimpleName(member.Expression) == "Task" && !HasArgument(call.ArgumentList, TimeSource()) =>
                "await Task.Delay(delay, timeProvider, cancel)",
            _ when isJson && JsonCall().IsMatch(name) && !HasArgument(call.ArgumentList, TypeInfo()) => TypedJson,
            _ => null,
        };
    }

    private static string? OfCreation(ObjectCreationExpressionSyntax creation) => SimpleName(creation.Type) switch
    {
        "Random" => Chance,
        "PeriodicTimer" when !HasArgument(creation.ArgumentList, TimeSource()) =>
            "new PeriodicTimer(period, timeProvider)",
        "Timer" => "timeProvider.CreateTimer(...)",
        "CancellationTokenSource" when HasUntimedDelay(creation.ArgumentList) =>
            "new CancellationTokenSource(delay, timeProvider)",
        _ => null,
    };

    private static bool HasUntimedDelay(ArgumentListSyntax? list) =>
        list is { Arguments.Count: > 0 } && !HasArgument(list, TimeSource());

    private static bool HasArgument(ArgumentListSyntax? list, Regex pattern) =>
        list is not null && list.Arguments.Skip(1).Any(argument => pattern.IsMatch(argument.Expression.ToString()));

    private static string SimpleName(SyntaxNode expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        QualifiedNameSyntax name => name.Right.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static string Shortened(SyntaxNode node)
    {
        var line = node.ToString().Split('\n')[0];
        return line.Length <= 50 ? line : line[..50] + "…";
    }

    [GeneratedRegex("(time|clock|provider)(s|provider|source)?$", RegexOptions.IgnoreCase)]
    private static partial Regex TimeSource();

    [GeneratedRegex(@"Context|\.Default\b|[Tt]ypeInfo|Json\b")]
    private static partial Regex TypeInfo();

    [GeneratedRegex("^(Serialize|Deserialize|.*(From|As)Json)")]
    private static partial Regex JsonCall();

    [GeneratedRegex("^(ReadFrom|WriteAs|PostAs|PutAs|PatchAs|GetFrom)Json")]
    private static partial Regex JsonShortcut();
}
