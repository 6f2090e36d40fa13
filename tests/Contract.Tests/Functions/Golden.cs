namespace Fulgurite.Contracts.Functions;

/// <summary>The golden files of the Functions host's contract.</summary>
internal static class Golden
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static string Text(string name) => File.ReadAllText(PathOf(name)).TrimEnd('\n');

    private static string PathOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Golden", "functions-host", name);
}
