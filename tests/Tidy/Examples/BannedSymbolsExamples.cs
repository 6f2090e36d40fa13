using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class BannedSymbolsExamples
{
    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("System.DateTime.Today")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateTimeOffset.UtcNow.AddDays(1)")]
    [InlineData("TimeProvider.System")]
    [InlineData("Stopwatch.StartNew()")]
    [InlineData("Environment.TickCount64")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Guid.CreateVersion7()")]
    [InlineData("new Random(1)")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("Task.Delay(1)")]
    [InlineData("Task.Delay(delay, cancel)")]
    [InlineData("new PeriodicTimer(period)")]
    [InlineData("new CancellationTokenSource(delay)")]
    [InlineData("new Timer(callback)")]
    [InlineData("JsonSerializer.Serialize(value)")]
    [InlineData("JsonSerializer.Deserialize<Invoice>(text, options)")]
    [InlineData("content.ReadFromJsonAsync<Invoice>(cancel)")]
    [InlineData("Environment.GetEnvironmentVariable(name)")]
    [InlineData("Console.WriteLine(text)")]
    [InlineData("System.Console.Out")]
    public void What_cannot_be_replayed_is_found(string expression) =>
        Example.Flags(BannedSymbols.InSources, 2, "src/Lnd/A.cs", $"class A {{\nobject F() => {expression}; }}");

    [Theory]
    [InlineData("src/Lnd/A.cs", "time.GetUtcNow()")]
    [InlineData("src/Lnd/A.cs", "DateTimeOffset.UnixEpoch")]
    [InlineData("src/Lnd/A.cs", "Guid.Parse(text)")]
    [InlineData("src/Lnd/A.cs", "Task.Delay(delay, time, cancel)")]
    [InlineData("src/Lnd/A.cs", "Task.Delay(delay, timeProvider)")]
    [InlineData("src/Lnd/A.cs", "new PeriodicTimer(period, clock)")]
    [InlineData("src/Lnd/A.cs", "new CancellationTokenSource()")]
    [InlineData("src/Lnd/A.cs", "new CancellationTokenSource(delay, time)")]
    [InlineData("src/Lnd/A.cs", "JsonSerializer.Serialize(value, InvoiceJson.Default.Invoice)")]
    [InlineData("src/Lnd/A.cs", "JsonSerializer.Deserialize(text, typeInfo)")]
    [InlineData("src/Lnd/A.cs", "\"DateTime.Now\"")]
    [InlineData("src/App/Composition.cs", "TimeProvider.System")]
    [InlineData("src/App/Settings.cs", "Environment.GetEnvironmentVariable(name)")]
    [InlineData("src/App/Cli/VerifyCommand.cs", "Console.Out")]
    [InlineData("src/App/Program.cs", "Console.Out")]
    [InlineData("tests/World/A.cs", "new Random(seed)")]
    public void What_can_be_replayed_is_left_alone(string path, string expression) =>
        Example.Passes(BannedSymbols.InSources, path, $"class A {{ object F() => {expression}; }}");

    [Fact]
    public void The_replacement_is_named()
    {
        var broken = BannedSymbols.InSources(Repository.Of(("src/Lnd/A.cs", "var now = DateTime.UtcNow;")));
        Assert.Equal(
            "src/Lnd/A.cs:1: [banned-symbol] `DateTime.UtcNow`: "
            + "take `now` as an argument; at the edge, TimeProvider.GetUtcNow()",
            Assert.Single(broken).ToString());
    }

    [Fact]
    public void A_sleeping_test_is_found()
    {
        Example.Flags(BannedSymbols.SleepInTests, 1, "tests/A.cs", "Thread.Sleep(1);");
        Example.Passes(BannedSymbols.SleepInTests, "tests/A.cs", "await signal.Task.WaitAsync(cancel);");
    }
}
